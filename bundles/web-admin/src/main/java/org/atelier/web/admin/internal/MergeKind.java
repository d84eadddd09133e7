package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.merge.spi.Side;

/**
 * Where records of a kind are merged, and how its pages speak of them: as in AMY for the kinds it has, generic for any
 * other that a descriptor brings.
 *
 * @param kind as the engine calls it
 * @param one what people call one, in lower case
 * @param many what people call several
 * @param path the address of its merge
 * @param a the name of the parameter and field for the first record
 * @param b the same for the second
 * @param alsoA another name of the first that addresses may have; the same where there is none
 * @param hint what may be typed to find one
 */
public record MergeKind(
        String kind,
        String one,
        String many,
        String path,
        String a,
        String b,
        String alsoA,
        String alsoB,
        String hint) {
    private static final String GENERIC = "/workshops/merge/";

    /** Those with an address of their own, in the order in which they are shown. */
    static final List<MergeKind> FAMILIAR = List.of(
            familiar("event", "events", "events", "_0", "_0", "Type its name, place or a tag"),
            familiar("person", "people", "persons", "", "_1", "Type a name, username or e-mail"),
            familiar("organization", "organizations", "organizations", "", "_0", "Type its domain or name"),
            familiar("tag", "tags", "tags", "", "_0", "Type its name"));

    static final MergeKind EVENT = FAMILIAR.getFirst();

    /** The addresses of all other kinds, as a route. */
    static final String ANY = GENERIC + "{kind}";

    private static MergeKind familiar(
            String kind, String many, String folder, String suffix, String alsoSuffix, String hint) {
        return new MergeKind(
                kind,
                kind,
                many,
                "/workshops/" + folder + "/merge",
                kind + "_a" + suffix,
                kind + "_b" + suffix,
                kind + "_a" + alsoSuffix,
                kind + "_b" + alsoSuffix,
                hint);
    }

    /** The kind of this name, which people call so. */
    static MergeKind of(String kind, String label) {
        return familiar(kind).orElseGet(() -> {
            var one = label.toLowerCase(Locale.ROOT);
            return new MergeKind(
                    kind, one, one + "s", GENERIC + Links.encode(kind), "a", "b", "a", "b", "Type its name or number");
        });
    }

    static Optional<MergeKind> familiar(String kind) {
        return FAMILIAR.stream().filter(one -> one.kind().equals(kind)).findFirst();
    }

    /** All of these kinds, familiar ones first. */
    static List<MergeKind> all(Map<String, String> labels) {
        return Stream.concat(
                        FAMILIAR.stream().filter(familiar -> labels.containsKey(familiar.kind())),
                        labels.entrySet().stream()
                                .filter(kind -> familiar(kind.getKey()).isEmpty())
                                .map(kind -> of(kind.getKey(), kind.getValue())))
                .toList();
    }

    /** Where suggestions for what somebody types come from. */
    public String matches() {
        return path + "/matches";
    }

    /** The name of the field for one side. */
    public String field(Side side) {
        return side == Side.A ? a : b;
    }

    /** The address that compares two; a blank one is still to be chosen. */
    public String link(String first, String second) {
        return path + "?" + a + "=" + Links.encode(first) + "&" + b + "=" + Links.encode(second);
    }

    /** The heading of its pages. */
    public String title() {
        return "Merge two " + many;
    }
}
