package org.atelier.export.internal;

import java.util.List;
import org.atelier.domain.Capability;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.domain.Vocabulary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows in readiness which words somebody relies on that there are not: a feed asked for by one answers 404. */
@Component
public final class VocabularyHealth implements Capability {
    private final Vocabulary vocabulary;

    @Activate
    public VocabularyHealth(@Reference Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public String name() {
        return "vocabulary";
    }

    @Override
    public List<String> problems() {
        try {
            return vocabulary.gaps().stream().map(Vocabulary.Gap::toString).toList();
        } catch (DatabaseUnavailableException e) {
            return List.of("nobody can tell: " + e.getMessage());
        }
    }
}
