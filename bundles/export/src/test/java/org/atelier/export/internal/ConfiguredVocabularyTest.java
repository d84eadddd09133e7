package org.atelier.export.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.atelier.domain.Vocabulary.Kind;
import org.junit.jupiter.api.Test;

class ConfiguredVocabularyTest {
    @Test
    void names_are_separated_by_commas_and_may_have_blanks_inside() {
        var configured = new ConfiguredVocabulary(Map.of(
                "atelier.vocabulary.tags", " DC, SWC,,Library Carpentry ,DC", "atelier.vocabulary.roles", "")::get);

        assertEquals(Set.of("DC", "SWC", "Library Carpentry"), configured.names(Kind.TAG));
        assertEquals(Set.of(), configured.names(Kind.ROLE));
        assertEquals(Set.of(), configured.names(Kind.BADGE));
    }
}
