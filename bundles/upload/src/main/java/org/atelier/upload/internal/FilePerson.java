package org.atelier.upload.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.upload.Column;
import org.atelier.upload.LineProblem;

/**
 * Somebody a file tells of, in one line or several.
 *
 * @param values what it says of the person, the first line that says it counting
 */
record FilePerson(
        String key, List<Sheet.Row> rows, Map<Column, String> values, List<String> notes, List<LineProblem> problems) {
    String get(Column column) {
        return values.getOrDefault(column, "");
    }

    /** The name as people read it; the user name where there is none. */
    String name() {
        var name = Stream.of(get(Column.PERSONAL), get(Column.FAMILY))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return Stream.of(name, get(Column.USERNAME), get(Column.EMAIL))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    int line() {
        return rows.getFirst().line();
    }

    List<Integer> lines() {
        return rows.stream().map(Sheet.Row::line).toList();
    }

    /**
     * The people of a sheet, in the order of their first lines: lines with the same address or user name are about one
     * person, and so are a line with neither and the only person of that name.
     */
    static List<FilePerson> people(Sheet sheet) {
        return new Grouping(sheet.rows()).people();
    }

    /** Puts lines together. */
    private static final class Grouping {
        private final List<Sheet.Row> rows;
        private final int[] first;
        private final Map<Integer, List<LineProblem>> problems = new LinkedHashMap<>();

        Grouping(List<Sheet.Row> rows) {
            this.rows = rows;
            first = new int[rows.size()];
        }

        List<FilePerson> people() {
            var byMark = new LinkedHashMap<String, Integer>();
            for (var i = 0; i < first.length; i++) {
                first[i] = i;
                for (var mark : marks(rows.get(i))) {
                    var known = byMark.putIfAbsent(mark, i);
                    if (known != null) {
                        unite(known, i);
                    }
                }
            }
            byName();
            var groups = new LinkedHashMap<Integer, List<Integer>>();
            for (var i = 0; i < first.length; i++) {
                groups.computeIfAbsent(find(i), _ -> new ArrayList<>()).add(i);
            }
            var keys = new HashSet<String>();
            return groups.values().stream().map(lines -> person(lines, keys)).toList();
        }

        /** What a line says that nobody else has. */
        private static List<String> marks(Sheet.Row row) {
            var marks = new ArrayList<String>();
            if (!row.get(Column.EMAIL).isEmpty()) {
                marks.add("e" + Plain.lower(row.get(Column.EMAIL)));
            }
            if (!row.get(Column.USERNAME).isEmpty()) {
                marks.add("u" + row.get(Column.USERNAME));
            }
            return marks;
        }

        /** Lines that say nothing but a name are about who else has it, if that is one person. */
        private void byName() {
            var marked = new LinkedHashMap<String, List<Integer>>();
            var bare = new LinkedHashMap<String, List<Integer>>();
            for (var i = 0; i < first.length; i++) {
                var name = name(rows.get(i));
                if (!name.isEmpty()) {
                    (marks(rows.get(i)).isEmpty() ? bare : marked)
                            .computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(i);
                }
            }
            bare.forEach((name, lines) -> {
                lines.forEach(line -> unite(lines.getFirst(), line));
                var others = marked.getOrDefault(name, List.of());
                var people = others.stream().map(this::find).distinct().toList();
                if (people.size() == 1) {
                    unite(people.getFirst(), lines.getFirst());
                } else if (people.size() > 1) {
                    var row = rows.get(lines.getFirst());
                    problems.computeIfAbsent(lines.getFirst(), _ -> new ArrayList<>())
                            .add(new LineProblem(
                                    row.line(),
                                    Column.EMAIL.word(),
                                    "",
                                    "%d people of this name are in the file (line %s); say by e-mail which of them is meant"
                                            .formatted(
                                                    people.size(),
                                                    others.stream()
                                                            .map(other -> Integer.toString(rows.get(other)
                                                                    .line()))
                                                            .limit(5)
                                                            .collect(Collectors.joining(" and ")))));
                }
            });
        }

        private static String name(Sheet.Row row) {
            return Plain.text(row.get(Column.PERSONAL) + " " + row.get(Column.FAMILY));
        }

        private int find(int line) {
            var root = line;
            while (first[root] != root) {
                first[root] = first[first[root]];
                root = first[root];
            }
            return root;
        }

        private void unite(int a, int b) {
            var one = find(a);
            var other = find(b);
            first[Math.max(one, other)] = Math.min(one, other);
        }

        private FilePerson person(List<Integer> lines, Set<String> keys) {
            var group = lines.stream().map(rows::get).toList();
            var values = new EnumMap<Column, String>(Column.class);
            var from = new EnumMap<Column, Integer>(Column.class);
            var notes = new ArrayList<String>();
            var wrong = new ArrayList<LineProblem>();
            lines.forEach(line -> wrong.addAll(problems.getOrDefault(line, List.of())));
            for (var row : group) {
                for (var column : Column.values()) {
                    var value = row.get(column);
                    if (column.ofPerson() && !value.isEmpty()) {
                        var before = values.putIfAbsent(column, value);
                        from.putIfAbsent(column, row.line());
                        differs(column, before, value, from.get(column), row.line(), notes, wrong);
                    }
                }
            }
            var key = key(values);
            // a user name may look like somebody else's name
            var own = keys.add(key) ? key : key + " (line " + group.getFirst().line() + ")";
            return new FilePerson(own, group, values, notes, wrong);
        }

        private static void differs(
                Column column,
                String before,
                String value,
                int first,
                int line,
                List<String> notes,
                List<LineProblem> wrong) {
            if (before == null || before.equals(value)) {
                return;
            }
            switch (column) {
                case EMAIL -> {
                    if (!Plain.lower(before).equals(Plain.lower(value))) {
                        wrong.add(new LineProblem(
                                line,
                                column.word(),
                                value,
                                "line %d says “%s” of the same user; which is it?".formatted(first, before)));
                    }
                }
                case USERNAME ->
                    wrong.add(new LineProblem(
                            line,
                            column.word(),
                            value,
                            "line %d says “%s” of the same address; which is it?".formatted(first, before)));
                default ->
                    notes.add("Line %d says “%s” for the %s; line %d counts, with “%s”."
                            .formatted(line, value, label(column), first, before));
            }
        }

        private static String label(Column column) {
            return switch (column) {
                case PERSONAL -> "personal name";
                case FAMILY -> "family name";
                default -> column.word();
            };
        }

        private static String key(Map<Column, String> values) {
            var email = values.getOrDefault(Column.EMAIL, "");
            if (!email.isEmpty()) {
                return Plain.lower(email);
            }
            return values.containsKey(Column.USERNAME)
                    ? values.get(Column.USERNAME)
                    : Plain.text(
                            values.getOrDefault(Column.PERSONAL, "") + " " + values.getOrDefault(Column.FAMILY, ""));
        }
    }
}
