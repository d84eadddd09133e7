package org.atelier.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows from elsewhere, named by their natural keys, to be brought in as one operation.
 *
 * <p>A row states some columns of its kind; columns it does not state stay as they are. Values are null, String, Long,
 * Double, BigDecimal, Boolean or LocalDate. A reference is stated under the bare name of its column ({@code airport} for
 * {@code airport_id}) by the natural key of what it points to.
 */
public final class Dataset {
    /** What a row describes, in the order in which rows can be brought in; the key names a row of the kind. */
    public enum Kind {
        AIRPORT("name"),
        LANGUAGE("name"),
        LESSON("name"),
        KNOWLEDGE_DOMAIN("name"),
        ORGANIZATION("domain"),
        TAG("name"),
        ROLE("name"),
        BADGE("name"),
        PERSON("username"),
        EVENT("slug"),
        EVENT_TAG("event", "tag"),
        TASK("event", "person", "role"),
        TODO("event", "title"),
        AWARD("person", "badge"),
        QUALIFICATION("person", "lesson"),
        PERSON_KNOWLEDGE_DOMAIN("person", "knowledge_domain"),
        PERSON_LANGUAGE("person", "language");

        private final List<String> key;

        Kind(String... key) {
            this.key = List.of(key);
        }

        /** The columns that name a row of this kind, references under their bare names. */
        public List<String> key() {
            return key;
        }
    }

    /** Where a row was read, for messages: a file's name and a line, counted from 1 (0 where there is none). */
    public record Origin(String file, int line) {
        @Override
        public String toString() {
            return line == 0 ? file : file + ":" + line;
        }
    }

    /** One row: the columns it states, key included. The map keeps its order and may hold null values. */
    public record Row(Origin origin, Map<String, Object> values) {
        public Row {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    private final Map<Kind, List<Row>> rows = new EnumMap<>(Kind.class);

    /** Adds a row; rows of a kind get their ids in the order in which they were added. */
    public Dataset add(Kind kind, Row row) {
        for (var column : kind.key()) {
            if (!(row.values().get(column) instanceof String)) {
                throw new IllegalArgumentException(
                        row.origin() + ": " + kind + " needs a text as " + column + ", has " + row.values());
            }
        }
        rows.computeIfAbsent(kind, _ -> new ArrayList<>()).add(row);
        return this;
    }

    /** The rows of one kind, in the order in which they were added. */
    public List<Row> rows(Kind kind) {
        return Collections.unmodifiableList(rows.getOrDefault(kind, List.of()));
    }

    /** How many rows there are, all kinds together. */
    public int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }
}
