package org.atelier.duplicates.internal;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts as they would be if everybody wrote alike: small letters without accents, words with one blank between. */
final class Plain {
    private static final Pattern ACCENTS = Pattern.compile("[\\p{M}'’`´]+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Letters that Unicode does not take apart. */
    private static final List<String[]> LETTERS = List.of(
            new String[] {"ł", "l"},
            new String[] {"ø", "o"},
            new String[] {"đ", "d"},
            new String[] {"ð", "d"},
            new String[] {"ı", "i"},
            new String[] {"ß", "ss"},
            new String[] {"æ", "ae"},
            new String[] {"œ", "oe"});

    private Plain() {}

    static String text(String said) {
        var text = ACCENTS.matcher(Normalizer.normalize(said, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        for (var letter : LETTERS) {
            text = text.replace(letter[0], letter[1]);
        }
        return BETWEEN_WORDS.matcher(text).replaceAll(" ").strip();
    }

    static List<String> words(String said) {
        var text = text(said);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    /** An address for mail, without what people add to sort their own: {@code +tags}, and dots at Gmail. */
    static String email(String email) {
        var address = email.strip().toLowerCase(Locale.ROOT);
        var at = address.lastIndexOf('@');
        if (at < 1) {
            return address;
        }
        var name = address.substring(0, at);
        var plus = name.indexOf('+');
        name = plus > 0 ? name.substring(0, plus) : name;
        var host = address.substring(at + 1);
        return host.equals("gmail.com") || host.equals("googlemail.com")
                ? name.replace(".", "") + "@gmail.com"
                : name + "@" + host;
    }

    /** The name of an account, whether somebody wrote it alone, with an {@code @}, or as the address of its page. */
    static String account(String account) {
        var name = account.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s@/]+$", "");
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('@')) + 1);
    }

    /** An ORCID's digits and its check letter. */
    static String orcid(String orcid) {
        return account(orcid).replace("-", "");
    }

    /**
     * The page that an address leads to: without scheme, {@code www.}, what comes after # and a last slash. The
     * repository of a page at GitHub is that page.
     */
    static String url(String url) {
        var page = url.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^[a-z]+://", "")
                .replaceFirst("^www\\.", "")
                .replaceFirst("#.*$", "")
                .replaceFirst("/index\\.html?$", "")
                .replaceFirst("/+$", "");
        return page.replaceFirst("^github\\.com/([^/]+)/([^/]+?)(\\.git)?$", "$1.github.io/$2");
    }
}
