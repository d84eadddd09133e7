package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.atelier.domain.Countries;
import org.atelier.records.FieldProblem;
import org.atelier.records.FieldText;
import org.atelier.records.FieldType;
import org.atelier.records.RecordField;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordLink;
import org.atelier.records.RecordRef;
import org.atelier.records.RecordRow;
import org.atelier.records.UnfitTextException;

/**
 * The form in which a record is made or changed.
 *
 * @param row the record as it is; empty for a new one
 * @param typed what stands in the fields, by name
 * @param linked the keys that are checked, by link
 * @param choices the records there are for references and links that have few, by field or link
 * @param problems what is wrong with what was typed
 * @param stale what somebody else made of the record while it was edited; empty if nobody did
 * @param back where to go on after saving; empty for the record's own page
 */
public record RecordFormView(
        RecordKind kind,
        Optional<RecordRow> row,
        Map<String, String> typed,
        Map<String, Set<String>> linked,
        Map<String, List<RecordRef>> choices,
        List<FieldProblem> problems,
        Optional<Meanwhile> stale,
        String back) {
    /** A country as it is offered. */
    public record Country(String code, String name) {}

    public List<RecordField> fields() {
        return writable(kind);
    }

    /** The fields of a kind that a form shows. */
    static List<RecordField> writable(RecordKind kind) {
        return kind.fields().stream().filter(field -> !field.computed()).toList();
    }

    /** What the form is loaded with, as text for a hidden field; empty for a new record. */
    public String loaded() {
        return row.map(it -> Loaded.of(kind, it).text()).orElse("");
    }

    public String value(RecordField field) {
        return typed.getOrDefault(field.name(), "");
    }

    public boolean isChecked(String link, RecordRef choice) {
        return linked.getOrDefault(link, Set.of()).contains(choice.key());
    }

    /** What there is to choose for a link: what is retired only where it is linked already, or was checked. */
    public List<RecordRef> offered(RecordLink link) {
        var has = row.map(it -> Loaded.keys(it, link)).orElse(List.of());
        return choices.get(link.name()).stream()
                .filter(choice -> !choice.retired() || has.contains(choice.key()) || isChecked(link.name(), choice))
                .toList();
    }

    /** What is wrong with a field; empty if nothing is. */
    public String problem(String field) {
        return String.join(
                "; ",
                problems.stream()
                        .filter(problem -> problem.field().equals(field))
                        .map(problem -> Words.sentence(problem.message()))
                        .toList());
    }

    /**
     * A field or link that a banner leads to, mostly for something wrong with it.
     *
     * @param anchor where it is in the form
     * @param goesOn what follows its label in a sentence; may be empty
     */
    public record Wrong(String anchor, String label, String goesOn) {
        static Wrong of(String name, String label, String problem) {
            // some problems begin with the field's name themselves
            var goesOn = problem.startsWith(label + " ") ? problem.substring(label.length()) : ": " + problem;
            return new Wrong("field-" + name, label, goesOn);
        }
    }

    /** The fields and links with something wrong, as they follow in the form. */
    public List<Wrong> wrong() {
        return Stream.concat(
                        fields().stream().map(RecordField::name),
                        kind.links().stream().map(RecordLink::name))
                .filter(name -> !problem(name).isEmpty())
                .map(name -> Wrong.of(name, kind.labelOf(name), problem(name)))
                .toList();
    }

    public int problemCount() {
        return wrong().size() + otherProblems().size();
    }

    /** Whether a field for days can show what stands in it: a day, or nothing. */
    public boolean isDay(RecordField field) {
        try {
            FieldText.typed(field, value(field));
            return true;
        } catch (UnfitTextException _) {
            return value(field).isBlank();
        }
    }

    /** What is wrong with several fields at once. */
    public List<String> otherProblems() {
        return problems.stream()
                .filter(problem -> kind.field(problem.field()).isEmpty()
                        && kind.link(problem.field()).isEmpty())
                .map(problem -> Words.sentence(problem.message()))
                .toList();
    }

    public boolean isStale() {
        return stale.isPresent();
    }

    /** What is in the record now, where both changed it; empty where nothing stands against what was typed. */
    public Optional<RecordCell> now(RecordField field) {
        return stale.filter(it -> it.clashes(field.name()))
                .map(_ -> RecordCell.of(field, row.orElseThrow().values().get(field.name())));
    }

    /** What is linked now, where both changed it. */
    public Optional<RecordCell> now(RecordLink link) {
        return stale.filter(it -> it.clashes(link.name()))
                .map(_ -> RecordCell.linked(row.orElseThrow().links().getOrDefault(link.name(), List.of())));
    }

    /** Whether a field or link is as somebody else left it while this person edited the record. */
    public boolean isTakenOver(String name) {
        return stale.filter(it -> it.took(name)).isPresent();
    }

    /** The fields and links in which what was typed stands against what somebody else wrote, as they follow in the form. */
    public List<Wrong> clashing() {
        return stale.map(Meanwhile::clashing).orElse(List.of()).stream()
                .map(this::place)
                .toList();
    }

    /** The fields and links that are as somebody else left them, as they follow in the form. */
    public List<Wrong> takenOver() {
        return stale.map(Meanwhile::takenOver).orElse(List.of()).stream()
                .map(this::place)
                .toList();
    }

    private Wrong place(String name) {
        return new Wrong("field-" + name, kind.labelOf(name), "");
    }

    /** How the sentence about {@link #clashing} goes on after their number. */
    public String clash() {
        return stale.filter(Meanwhile::known).isPresent()
                ? "you both changed"
                : clashing().size() == 1 ? "holds something else now" : "hold something else now";
    }

    public boolean hasChoices(String field) {
        return choices.containsKey(field);
    }

    /** Whether the form cannot be sent without it. */
    public boolean isRequired(RecordField field) {
        return !field.optional()
                && (kind.key().filter(field.name()::equals).isPresent()
                        || Set.of(FieldType.REFERENCE, FieldType.NUMBER, FieldType.INSTANT)
                                .contains(field.type()));
    }

    /** What a field takes, to be read while it is empty; null where that goes without saying. */
    public String hint(RecordField field) {
        if (field.type() == FieldType.URL) {
            return "https://";
        }
        return field.range()
                .map(range -> "%d to %d".formatted(range.least(), range.most()).replace('-', '−'))
                .orElse(null);
    }

    public boolean hasCountry() {
        return fields().stream().anyMatch(field -> field.type() == FieldType.COUNTRY);
    }

    public List<Country> countries() {
        return Countries.codes().stream()
                .map(code -> new Country(code, Words.country(code)))
                .toList();
    }

    public String title() {
        return row.map(it -> "Edit " + it.title()).orElse("New " + Words.lower(kind.label()));
    }

    public String action() {
        return row.map(it -> Links.edit(kind.name(), it.key())).orElseGet(() -> Links.add(kind));
    }

    public String cancel() {
        return back.isEmpty()
                ? row.map(it -> Links.record(kind.name(), it.key())).orElseGet(() -> Links.list(kind))
                : back;
    }
}
