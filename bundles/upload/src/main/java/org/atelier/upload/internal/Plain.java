package org.atelier.upload.internal;

import java.text.Normalizer;
import java.util.Locale;

/** Texts in one spelling, for telling whether two mean the same. */
final class Plain {
    private Plain() {}

    static String lower(String said) {
        return said.toLowerCase(Locale.ROOT);
    }

    /** Small letters without accents, words with one blank between. */
    static String text(String said) {
        return lower(Normalizer.normalize(said, Normalizer.Form.NFKD).replaceAll("\\p{M}+", ""))
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
