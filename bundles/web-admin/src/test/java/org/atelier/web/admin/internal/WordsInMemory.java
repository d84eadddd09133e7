package org.atelier.web.admin.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Vocabulary;

/** Knows of tags who relies on them, and nothing else. */
final class WordsInMemory implements Vocabulary {
    final Map<String, List<String>> reliedOn = new HashMap<>();

    @Override
    public Lookup<Term> find(Kind kind, String name) {
        return kind == Kind.TAG && reliedOn.containsKey(name)
                ? new Lookup.Found<>(new Term(1, name, "", 0, reliedOn.get(name)))
                : new Lookup.Missing<>();
    }

    @Override
    public List<Term> all(Kind kind) {
        throw new AssertionError("no page lists words");
    }

    @Override
    public Creation create(Kind kind, String name, String details, NewOperation by) {
        throw new AssertionError("no page makes words");
    }

    @Override
    public Deletion delete(Kind kind, String name, NewOperation by) {
        throw new AssertionError("no page deletes words");
    }

    @Override
    public List<Gap> gaps() {
        throw new AssertionError("no page asks what is missing");
    }
}
