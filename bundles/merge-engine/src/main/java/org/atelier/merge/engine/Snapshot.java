package org.atelier.merge.engine;

import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;

/**
 * Both records with all that hangs on them, as one consistent read saw them. Columns the database computes are left
 * out.
 *
 * @param links by the relation's name, for every relation that is a link
 * @param rows by the relation's name, for all other relations
 * @param redirects those that lead to either record, and those from names either record has; ordered by form, value
 */
public record Snapshot(
        Subject a, Subject b, SortedMap<String, Links> links, SortedMap<String, Rows> rows, List<Redirect> redirects) {
    public Snapshot {
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        redirects = List.copyOf(redirects);
    }

    public Subject of(Side side) {
        return side == Side.A ? a : b;
    }

    /**
     * One of the two records.
     *
     * @param values every column by its name in the database
     * @param words what to show of each column that refers elsewhere, by the column's name in the database
     */
    public record Subject(long id, String slug, SortedMap<String, Value> values, SortedMap<String, String> words) {
        public Subject {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
        }

        public Value value(String column) {
            return values.getOrDefault(column, Value.ABSENT);
        }

        /** What to show people of a column. */
        public String words(String column) {
            return words.getOrDefault(column, value(column).words());
        }
    }

    /** What both records are linked to through one relation. */
    public record Links(SortedSet<Target> a, SortedSet<Target> b) {
        public Links {
            a = Collections.unmodifiableSortedSet(new TreeSet<>(a));
            b = Collections.unmodifiableSortedSet(new TreeSet<>(b));
        }

        public SortedSet<Target> of(Side side) {
            return side == Side.A ? a : b;
        }
    }

    /** The rows that hang on both records through one relation, ordered by id. */
    public record Rows(List<RelatedRow> a, List<RelatedRow> b) {
        public Rows {
            a = List.copyOf(a);
            b = List.copyOf(b);
        }

        public List<RelatedRow> of(Side side) {
            return side == Side.A ? a : b;
        }

        /** The row of this id, on whichever side; found by its place in the order, since there may be very many. */
        public RelatedRow row(long id) {
            for (var rows : List.of(a, b)) {
                int low = 0;
                int high = rows.size() - 1;
                while (low <= high) {
                    int middle = (low + high) >>> 1;
                    var row = rows.get(middle);
                    if (row.id() == id) {
                        return row;
                    }
                    if (row.id() < id) {
                        low = middle + 1;
                    } else {
                        high = middle - 1;
                    }
                }
            }
            throw new NoSuchElementException("there is no row " + id);
        }
    }

    /**
     * A name that leads to a record.
     *
     * @param form what kind of name: {@code slug} or {@code id}
     * @param target the id of the record it leads to
     * @param operation the operation that made it
     */
    public record Redirect(String form, String value, long target, long operation) {}
}
