package org.atelier.persistence.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.atelier.domain.ReliesOnVocabulary;
import org.atelier.domain.Vocabulary;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Who relies on which words at this moment; they come and go with their bundles, and nobody else has to notice. */
@Component(service = VocabularyReliances.class)
public final class VocabularyReliances {
    /** Somebody relies on a word, named as it names it. */
    record Reliance(String who, String name) {}

    private final List<ReliesOnVocabulary> known = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(ReliesOnVocabulary somebody) {
        known.add(somebody);
    }

    public void remove(ReliesOnVocabulary somebody) {
        known.remove(somebody);
    }

    List<Reliance> on(Vocabulary.Kind kind) {
        var reliances = new ArrayList<Reliance>();
        for (var somebody : known) {
            somebody.names(kind).forEach(name -> reliances.add(new Reliance(somebody.who(), name)));
        }
        return reliances;
    }
}
