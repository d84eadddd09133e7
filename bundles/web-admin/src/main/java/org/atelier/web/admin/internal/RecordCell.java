package org.atelier.web.admin.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.atelier.records.FieldType;
import org.atelier.records.RecordField;
import org.atelier.records.RecordRef;

/**
 * A value as a page shows it.
 *
 * @param text for people; empty where the value is absent
 * @param machine the same for programs, such as an ISO day; empty where there is no other way of writing
 * @param href where it leads; empty for nowhere
 * @param chips what is linked; empty unless it is a link
 */
public record RecordCell(String text, String machine, String href, boolean outside, List<RecordRef> chips) {
    static RecordCell of(RecordField field, Object value) {
        return switch (value) {
            case null -> plain("");
            case RecordRef ref -> new RecordCell(ref.title(), "", Links.record(ref), false, List.of());
            case LocalDate day -> new RecordCell(Words.day(day), day.toString(), "", false, List.of());
            case Instant at -> new RecordCell(Words.minute(at), at.toString(), "", false, List.of());
            case Boolean flag -> plain(flag ? "yes" : "no");
            case BigDecimal number -> plain(number.toPlainString());
            case String text when field.type() == FieldType.COUNTRY && !text.isEmpty() -> country(text);
            case String text
            when Links.isWeb(text.strip()) -> new RecordCell(text.strip(), "", text.strip(), true, List.of());
            default -> plain(value.toString().strip());
        };
    }

    static RecordCell linked(List<RecordRef> refs) {
        return new RecordCell("", "", "", false, refs);
    }

    private static RecordCell plain(String text) {
        return new RecordCell(text, "", "", false, List.of());
    }

    private static RecordCell country(String code) {
        var name = Words.country(code);
        return new RecordCell(name, name.equals(code) ? "" : code, "", false, List.of());
    }

    public boolean isEmpty() {
        return text.isEmpty() && chips.isEmpty();
    }
}
