package org.atelier.records;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.RelationDescriptor;

/**
 * A kind of record as it is declared; what its columns hold is told by the database.
 *
 * @param name its table and what references call it
 * @param key the column that names a record for good; empty where only its id does
 * @param title the columns that tell people which record it is: one of its own, or several references
 * @param columns in the order in which a form shows them
 * @param computed columns that the database computes from the others: shown and filtered by, never written
 * @param prose the names of those that hold text of several paragraphs
 * @param urls the names of those that hold an address of the web
 * @param ranges by column, the numbers that people may write into it where not every number is one
 * @param links the many-to-many relations edited with the record
 * @param searched the columns of its own that a search looks into
 */
public record KindDeclaration(
        String name,
        String plural,
        String label,
        String labels,
        Optional<String> key,
        List<String> title,
        List<ColumnDescriptor> columns,
        List<ColumnDescriptor> computed,
        Set<String> prose,
        Set<String> urls,
        Map<String, Range> ranges,
        List<RelationDescriptor.Link> links,
        List<String> listed,
        List<String> searched,
        List<String> sorted,
        boolean descending,
        List<String> filtered) {
    public KindDeclaration {
        title = List.copyOf(title);
        columns = List.copyOf(columns);
        computed = List.copyOf(computed);
        prose = Set.copyOf(prose);
        urls = Set.copyOf(urls);
        ranges = Map.copyOf(ranges);
        links = List.copyOf(links);
        listed = List.copyOf(listed);
        searched = List.copyOf(searched);
        sorted = List.copyOf(sorted);
        filtered = List.copyOf(filtered);
    }
}
