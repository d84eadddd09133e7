package org.atelier.persistence.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.merge.spi.Side;

/**
 * What must come out of a merge, written down as simply as possible and without a line of the engine or of its
 * descriptors: whole tables in, whole tables out.
 *
 * @param tables every table's rows, as {@code to_jsonb} gave them
 */
record NaiveMerge(Map<String, List<Map<String, Object>>> tables) {

    /**
     * @param choices the strategy for every field and every relation of the kind
     * @param later the side whose fields were said last
     */
    Map<String, List<Map<String, Object>>> merged(
            String kind, long a, long b, Side base, Map<String, String> choices, Side later) {
        var survivor = base == Side.A ? a : b;
        var retired = base == Side.A ? b : a;
        var result = copy();
        var before = Map.of(Side.A, row(kind, a), Side.B, row(kind, b));

        for (var hanging : Hanging.of(kind)) {
            var choice = choices.get(hanging.relation());
            switch (hanging.form()) {
                case LINK -> links(result, hanging, a, b, base, choice);
                case CHILDREN -> children(result, hanging, a, b, base, choice);
                case REFERENCES -> {}
            }
        }
        for (var hanging : Hanging.of(kind)) {
            if (hanging.form() == Hanging.Form.REFERENCES) {
                result.get(hanging.table()).stream()
                        .filter(row -> is(row, hanging.owner(), retired))
                        .forEach(row -> row.put(hanging.owner(), survivor));
            }
        }

        // the record itself may have been changed above: a person assigned to an event, say
        result.get(kind).removeIf(row -> id(row) == retired);
        var row = result.get(kind).stream()
                .filter(candidate -> id(candidate) == survivor)
                .findFirst()
                .orElseThrow();
        for (var field : Hanging.FIELDS.get(kind)) {
            var column = row.containsKey(field) ? field : field + "_id";
            row.put(column, field(kind, field, column, before, base, choices.get(field), later));
        }
        compute(kind, row);

        result.get("redirect").stream()
                .filter(redirect -> redirect.get("kind").equals(kind) && is(redirect, "target_id", retired))
                .forEach(redirect -> redirect.put("target_id", survivor));
        var name = Hanging.NAMES.get(kind);
        redirect(result, kind, "id", Long.toString(retired), survivor);
        for (var side : Side.values()) {
            var old = (String) before.get(side).get(name);
            if (!old.equals(row.get(name))) {
                redirect(result, kind, "slug", old, survivor);
            }
        }
        return result;
    }

    // ------------------------------------------------------------------------------------------------- fields

    private static Object field(
            String kind,
            String field,
            String column,
            Map<Side, Map<String, Object>> before,
            Side base,
            String choice,
            Side later) {
        var ours = before.get(base).get(column);
        var theirs = before.get(base.other()).get(column);
        return switch (choice) {
            case "keep-a" -> before.get(Side.A).get(column);
            case "keep-b" -> before.get(Side.B).get(column);
            case "keep-base" -> ours;
            case "non-empty-first" -> blank(ours) && !blank(theirs) ? theirs : ours;
            case "most-recent" ->
                blank(ours) != blank(theirs)
                        ? (blank(ours) ? theirs : ours)
                        : before.get(later).get(column);
            case "no-wins" -> (Boolean) ours && (Boolean) theirs;
            case "combine" -> both(ours, theirs);
            default -> throw new IllegalArgumentException(kind + "." + field + ": " + choice);
        };
    }

    private static Object both(Object ours, Object theirs) {
        if (blank(theirs)) {
            return ours;
        }
        if (blank(ours)) {
            return theirs;
        }
        var first = List.of(((String) ours).split("\n\n"));
        var all = new LinkedHashSet<>(first);
        all.addAll(List.of(((String) theirs).split("\n\n")));
        return all.size() == first.size() ? ours : String.join("\n\n", all);
    }

    private static void compute(String kind, Map<String, Object> row) {
        switch (kind) {
            case "event" ->
                row.put(
                        "published",
                        Stream.of("start", "country", "url", "latitude", "longitude")
                                        .allMatch(column -> row.get(column) != null)
                                && Stream.of("venue", "address")
                                        .allMatch(column -> row.get(column) != null
                                                && !row.get(column).equals("")));
            case "person" ->
                row.put(
                        "full_name",
                        Stream.of(
                                        row.get("personal"),
                                        "".equals(row.get("middle")) ? null : row.get("middle"),
                                        row.get("family"))
                                .filter(Objects::nonNull)
                                .map(Object::toString)
                                .collect(Collectors.joining(" ")));
            default -> {}
        }
    }

    // ------------------------------------------------------------------------------------------------- relations

    private static void links(
            Map<String, List<Map<String, Object>>> result, Hanging hanging, long a, long b, Side base, String choice) {
        var survivor = base == Side.A ? a : b;
        var target = hanging.identity().getFirst();
        var rows = result.get(hanging.table());
        var wanted = rows.stream()
                .filter(row -> switch (choice) {
                    case "keep-a" -> is(row, hanging.owner(), a);
                    case "keep-b" -> is(row, hanging.owner(), b);
                    case "keep-base" -> is(row, hanging.owner(), survivor);
                    case "combine" -> is(row, hanging.owner(), a) || is(row, hanging.owner(), b);
                    default -> throw new IllegalArgumentException(choice);
                })
                .map(row -> row.get(target))
                .collect(Collectors.toSet());
        rows.removeIf(row -> is(row, hanging.owner(), a) || is(row, hanging.owner(), b));
        wanted.forEach(linked -> rows.add(new TreeMap<>(Map.of(hanging.owner(), survivor, target, linked))));
    }

    private static void children(
            Map<String, List<Map<String, Object>>> result, Hanging hanging, long a, long b, Side base, String choice) {
        var survivor = base == Side.A ? a : b;
        var retired = base == Side.A ? b : a;
        var rows = result.get(hanging.table());
        var gone = new ArrayList<Map<String, Object>>();
        for (var row : List.copyOf(rows)) {
            var onA = is(row, hanging.owner(), a);
            if (!onA && !is(row, hanging.owner(), b)) {
                continue;
            }
            var side = onA ? Side.A : Side.B;
            var twin = hanging.identity().isEmpty()
                    ? null
                    : rows.stream()
                            .filter(other -> is(other, hanging.owner(), onA ? b : a)
                                    && hanging.identity().stream()
                                            .allMatch(
                                                    column -> other.get(column).equals(row.get(column))))
                            .findFirst()
                            .orElse(null);
            var kept = switch (choice) {
                case "keep-a" -> side == Side.A;
                case "keep-b" -> side == Side.B;
                case "keep-base" -> side == base;
                case "combine" -> twin == null || side == base;
                case "most-recent" ->
                    twin == null || wins(row, twin, hanging.recency().orElseThrow(), side == base);
                default -> throw new IllegalArgumentException(choice);
            };
            if (!kept) {
                gone.add(row);
                if (twin != null) {
                    hanging.payload().stream()
                            .filter(column -> blank(twin.get(column)))
                            .forEach(column -> twin.put(
                                    column,
                                    // somebody who was given a badge by who is now himself
                                    hanging.kind().equals("person")
                                                    && column.equals("awarded_by_id")
                                                    && is(row, column, retired)
                                            ? (Object) survivor
                                            : blank(row.get(column)) ? twin.get(column) : row.get(column)));
                }
            }
        }
        rows.removeIf(row -> gone.stream().anyMatch(other -> other == row));
        rows.stream()
                .filter(row -> is(row, hanging.owner(), retired))
                .forEach(row -> row.put(hanging.owner(), survivor));
    }

    private static boolean wins(Map<String, Object> row, Map<String, Object> twin, String recency, boolean ofBase) {
        var order = Comparator.<String>naturalOrder()
                .compare(Objects.toString(row.get(recency), ""), Objects.toString(twin.get(recency), ""));
        return order > 0 || order == 0 && ofBase;
    }

    // ------------------------------------------------------------------------------------------------- plain rows

    private static void redirect(
            Map<String, List<Map<String, Object>>> result, String kind, String form, String value, long target) {
        result.get("redirect")
                .removeIf(row -> row.get("kind").equals(kind)
                        && row.get("form").equals(form)
                        && row.get("value").equals(value));
        result.get("redirect")
                .add(new TreeMap<>(Map.of("kind", kind, "form", form, "value", value, "target_id", target)));
    }

    private Map<String, Object> row(String table, long id) {
        return tables.get(table).stream()
                .filter(row -> id(row) == id)
                .findFirst()
                .orElseThrow();
    }

    private Map<String, List<Map<String, Object>>> copy() {
        var copy = new TreeMap<String, List<Map<String, Object>>>();
        tables.forEach((table, rows) -> {
            var copied = new ArrayList<Map<String, Object>>();
            rows.forEach(row -> copied.add(new TreeMap<>(row)));
            copy.put(table, copied);
        });
        return copy;
    }

    private static boolean blank(Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    private static long id(Map<String, Object> row) {
        return ((Number) row.get("id")).longValue();
    }

    private static boolean is(Map<String, Object> row, String column, long value) {
        return row.get(column) instanceof Number number && number.longValue() == value;
    }
}
