package org.atelier.web.admin.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atelier.records.FieldText;
import org.atelier.records.FieldType;
import org.atelier.records.RecordField;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordLink;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;

/**
 * What a form was filled with when it was made, a digest for each field and link, so that it can travel with the form
 * however long the texts are. Who typed what, and what somebody else changed meanwhile, is told by it when the form turns
 * out stale. It decides nothing else: whoever makes one up only misleads themselves.
 */
record Loaded(Map<String, String> digests) {
    /** The most characters that are read; a kind of two hundred fields needs fewer. */
    private static final int LONGEST = 10_000;

    /** What the form of a record as it is now is filled with. */
    static Loaded of(RecordKind kind, RecordRow row) {
        var digests = new LinkedHashMap<String, String>();
        for (var field : RecordFormView.writable(kind)) {
            digests.put(field.name(), digest(field, FieldText.of(row.values().get(field.name()))));
        }
        for (var link : kind.links()) {
            digests.put(link.name(), digest(keys(row, link)));
        }
        return new Loaded(digests);
    }

    /** What a form sent as that; empty unless it speaks of every field and link, as our own forms do. */
    static Optional<Loaded> read(RecordKind kind, String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var digests = new LinkedHashMap<String, String>();
        for (var part : text.split(" ")) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                digests.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        var wanted = new TreeSet<String>();
        RecordFormView.writable(kind).forEach(field -> wanted.add(field.name()));
        kind.links().forEach(link -> wanted.add(link.name()));
        return digests.keySet().containsAll(wanted) ? Optional.of(new Loaded(digests)) : Optional.empty();
    }

    /** As text for a form. */
    String text() {
        return digests.entrySet().stream()
                .map(digest -> digest.getKey() + "=" + digest.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Whether the field held this text. */
    boolean held(RecordField field, String text) {
        return digest(field, text).equals(digests.get(field.name()));
    }

    /** Whether exactly these were linked. */
    boolean held(RecordLink link, Collection<String> keys) {
        return digest(keys).equals(digests.get(link.name()));
    }

    static List<String> keys(RecordRow row, RecordLink link) {
        return row.links().getOrDefault(link.name(), List.of()).stream()
                .map(RecordRef::key)
                .toList();
    }

    private static String digest(RecordField field, String text) {
        // a box that is not checked sends nothing, and is the same as no
        return ShortDigest.of(
                field.type() == FieldType.FLAG && text.isEmpty() ? "false" : FieldText.shown(field, text));
    }

    private static String digest(Collection<String> keys) {
        return ShortDigest.of(String.join("\n", new TreeSet<>(keys)));
    }
}
