package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.records.FieldType;
import org.atelier.records.RecordField;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordLink;
import org.atelier.records.RecordRow;
import org.atelier.records.Use;

/**
 * A record's page.
 *
 * @param related what refers to it, with the first few of each
 * @param relied who asks for it by its name, such as a website
 * @param saved what was just done to it; empty if nothing was
 */
public record RecordView(
        RecordKind kind, RecordRow row, List<Related> related, List<String> relied, Optional<JustDone> saved) {
    /** A labelled value. */
    public record Fact(String label, RecordCell cell) {}

    /**
     * Records of another kind that refer to this one.
     *
     * @param label such as {@code Tasks}, or {@code Events (host)} where the relation is not plain from the kinds
     * @param add where one more is made; empty where this is not the place for it
     */
    public record Related(Use use, RecordKind kind, String label, List<RecordRow> rows, String all, String add) {
        /** What tells the rows apart here: without what they all have in common. */
        public List<RecordField> columns() {
            return kind.listed().stream()
                    .filter(name -> !name.equals(use.field()))
                    .flatMap(name -> kind.field(name).stream())
                    .limit(3)
                    .toList();
        }

        public RecordCell cell(RecordRow row, RecordField field) {
            return RecordCell.of(field, row.values().get(field.name()));
        }
    }

    public List<Fact> facts() {
        return kind.fields().stream()
                .filter(field -> field.type() != FieldType.PROSE)
                .map(field -> new Fact(
                        field.label(), RecordCell.of(field, row.values().get(field.name()))))
                .toList();
    }

    /** The long texts that are there. */
    public List<Fact> prose() {
        return kind.fields().stream()
                .filter(field -> field.type() == FieldType.PROSE)
                .map(field -> new Fact(
                        field.label(), RecordCell.of(field, row.values().get(field.name()))))
                .filter(fact -> !fact.cell().isEmpty())
                .toList();
    }

    public RecordCell linked(RecordLink link) {
        return RecordCell.linked(row.links().getOrDefault(link.name(), List.of()));
    }
}
