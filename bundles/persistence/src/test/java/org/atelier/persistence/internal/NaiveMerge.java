package org.atelier.persistence.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must come out of a merge of two events, written down as simply as possible and without a line of the engine:
 * whole tables in, whole tables out. Every column of the survivor is A's here.
 *
 * @param tables every table's rows, as {@code to_jsonb} gave them
 */
record NaiveMerge(Map<String, List<Map<String, Object>>> tables) {

    Map<String, List<Map<String, Object>>> merged(
            long a, long b, boolean baseIsA, String tags, String tasks, String todos) {
        var survivor = baseIsA ? a : b;
        var retired = baseIsA ? b : a;
        var result = copy();

        var aRow = row("event", a);
        var retiredSlug = row("event", retired).get("slug");
        var survivorSlug = row("event", survivor).get("slug");
        result.get("event").removeIf(row -> id(row) == retired);
        var survivorRow = new TreeMap<>(aRow);
        survivorRow.put("id", survivor);
        result.get("event").replaceAll(row -> id(row) == survivor ? survivorRow : row);

        result.get("event_tag").removeIf(row -> is(row, "event_id", a) || is(row, "event_id", b));
        for (var tag : ids("tag")) {
            var onA = has("event_tag", "event_id", a, "tag_id", tag);
            var onB = has("event_tag", "event_id", b, "tag_id", tag);
            if (switch (tags) {
                case "keep-a" -> onA;
                case "keep-b" -> onB;
                default -> onA || onB;
            }) {
                result.get("event_tag").add(new TreeMap<>(Map.of("event_id", survivor, "tag_id", tag)));
            }
        }

        children(result, "task", a, b, survivor, tasks, true);
        children(result, "todo", a, b, survivor, todos, false);

        for (var award : result.get("award")) {
            if (is(award, "event_id", retired)) {
                award.put("event_id", survivor);
            }
        }

        result.get("redirect").add(redirect("id", Long.toString(retired), survivor));
        for (var slug : List.of(retiredSlug, survivorSlug)) {
            if (!slug.equals(aRow.get("slug"))) {
                result.get("redirect").add(redirect("slug", slug, survivor));
            }
        }
        return result;
    }

    private void children(
            Map<String, List<Map<String, Object>>> result,
            String table,
            long a,
            long b,
            long survivor,
            String choice,
            boolean onePerPersonAndRole) {
        var ofA = children(table, a);
        var ofB = children(table, b);
        var kept = new ArrayList<Map<String, Object>>();
        switch (choice) {
            case "keep-a" -> kept.addAll(ofA);
            case "keep-b" -> kept.addAll(ofB);
            default -> {
                // where both have the same, the survivor's own stays
                kept.addAll(survivor == a ? ofA : ofB);
                for (var child : survivor == a ? ofB : ofA) {
                    var there = onePerPersonAndRole
                            && kept.stream()
                                    .anyMatch(other -> other.get("person_id").equals(child.get("person_id"))
                                            && other.get("role_id").equals(child.get("role_id")));
                    if (!there) {
                        kept.add(child);
                    }
                }
            }
        }
        result.get(table).removeIf(row -> is(row, "event_id", a) || is(row, "event_id", b));
        for (var child : kept) {
            var moved = new TreeMap<>(child);
            moved.put("event_id", survivor);
            result.get(table).add(moved);
        }
    }

    private List<Map<String, Object>> children(String table, long event) {
        return tables.get(table).stream()
                .filter(row -> is(row, "event_id", event))
                .toList();
    }

    private Map<String, Object> row(String table, long id) {
        return tables.get(table).stream()
                .filter(row -> id(row) == id)
                .findFirst()
                .orElseThrow();
    }

    private List<Long> ids(String table) {
        return tables.get(table).stream().map(NaiveMerge::id).toList();
    }

    private boolean has(String table, String column1, long value1, String column2, long value2) {
        return tables.get(table).stream().anyMatch(row -> is(row, column1, value1) && is(row, column2, value2));
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

    private static Map<String, Object> redirect(String form, Object value, long target) {
        return new TreeMap<>(Map.of("kind", "event", "form", form, "value", value, "target_id", target));
    }

    private static long id(Map<String, Object> row) {
        return ((Number) row.get("id")).longValue();
    }

    private static boolean is(Map<String, Object> row, String column, long value) {
        return row.get(column) instanceof Number number && number.longValue() == value;
    }
}
