package org.atelier.web.admin.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;

/**
 * What a page showed of two records, short enough to travel with its form: when the plan turned out stale, it tells what
 * changed in between. It decides nothing; the fingerprint does.
 *
 * @param a by the name of the field or relation
 * @param b by the name of the field or relation
 * @param names what other names led to one of them
 * @param decisions what was to become of them: the strategies, and the steps these came to
 */
record Seen(SortedMap<String, Part> a, SortedMap<String, Part> b, String names, String decisions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** So much of a value travels itself, in characters. */
    private static final int SHORT = 80;

    /**
     * A field's value or what hung on the record in one way.
     *
     * @param words the value, shortened if it is long, or how many there were
     * @param digest of all of it
     */
    record Part(String words, String digest) {}

    /** As text for a form. */
    static String of(Plan plan) {
        try {
            return JSON.writeValueAsString(read(plan));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and digests are always JSON", e);
        }
    }

    /** What is different now, a sentence each; nothing where the text is none of ours. */
    static Optional<List<String>> changes(String shown, Plan plan) {
        try {
            return Optional.ofNullable(JSON.readValue(shown, Seen.class)).map(before -> before.changes(plan));
        } catch (JsonProcessingException e) {
            // somebody wrote their own form: the plan is as stale, only nobody can say why
            return Optional.empty();
        }
    }

    private static Seen read(Plan plan) {
        return new Seen(
                parts(plan, Side.A),
                parts(plan, Side.B),
                ShortDigest.of(plan.snapshot().redirects().toString()),
                ShortDigest.of(plan.base() + " " + plan.choices() + " " + plan.steps()));
    }

    private static SortedMap<String, Part> parts(Plan plan, Side side) {
        var parts = new TreeMap<String, Part>();
        var subject = plan.snapshot().of(side);
        for (var field : plan.kind().entity().fields()) {
            parts.put(field.name(), part(subject, field));
        }
        plan.snapshot()
                .links()
                .forEach((name, links) -> parts.put(
                        name, part(links.of(side).size(), links.of(side).toString())));
        plan.snapshot().rows().forEach((name, rows) -> {
            var text = new StringBuilder();
            for (var row : rows.of(side)) {
                text.append(row.id()).append(new TreeMap<>(row.values())).append(new TreeMap<>(row.words()));
            }
            parts.put(name, part(rows.of(side).size(), text.toString()));
        });
        return parts;
    }

    private static Part part(Snapshot.Subject subject, FieldDescriptor field) {
        var column = field.column().column();
        var words = subject.words(column);
        return new Part(cut(words), ShortDigest.of(subject.value(column) + words));
    }

    private static Part part(int count, String content) {
        return new Part(Integer.toString(count), ShortDigest.of(content));
    }

    private List<String> changes(Plan plan) {
        var now = read(plan);
        var changes = new ArrayList<String>();
        for (var side : Side.values()) {
            var before = side == Side.A ? a : b;
            var after = side == Side.A ? now.a : now.b;
            var record = side + ", " + plan.snapshot().of(side).slug();
            for (var field : plan.kind().entity().fields()) {
                different(before, after, field.name())
                        .ifPresent(part -> changes.add("%s of %s: it was %s, it is %s now."
                                .formatted(field.label(), record, said(part), said(after.get(field.name())))));
            }
            for (var relation : plan.kind().relations()) {
                different(before, after, relation.name())
                        .ifPresent(part -> changes.add(of(relation, record, part, after.get(relation.name()))));
            }
        }
        if (!now.names.equals(names)) {
            changes.add("Other names that lead to one of them have changed.");
        }
        if (changes.isEmpty() && !now.decisions.equals(decisions)) {
            changes.add(
                    "Both records are as you saw them, but the strategies now decide otherwise: read what follows.");
        }
        return changes;
    }

    private static String of(RelationDescriptor relation, String record, Part before, Part after) {
        return before.words().equals(after.words())
                ? "%s of %s: as many as before, but not the same, or saying something else."
                        .formatted(relation.label(), record)
                : "%s of %s: there were %s, there are %s."
                        .formatted(relation.label(), record, before.words(), after.words());
    }

    private static Optional<Part> different(Map<String, Part> before, Map<String, Part> after, String name) {
        return Optional.ofNullable(before)
                .map(parts -> parts.get(name))
                .filter(part -> part.digest() != null && part.words() != null)
                .filter(part -> !part.digest().equals(after.get(name).digest()));
    }

    private static String said(Part part) {
        return part.words().isEmpty() ? "empty" : "“" + part.words() + "”";
    }

    /** The beginning of a long text, by which it can be known again. */
    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= SHORT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHORT)) + "…";
    }
}
