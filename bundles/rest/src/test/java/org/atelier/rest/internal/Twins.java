package org.atelier.rest.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.DismissOutcome;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.DuplicatePage;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Duplicates;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Reason;
import org.atelier.duplicates.Rule;
import org.atelier.duplicates.Suspect;

/** Two events that may be one, which remember what was asked of them. */
final class Twins implements Duplicates {
    static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final Rule PLACE = new Rule("place-and-dates", "Same place and dates", 80);

    Optional<DuplicateQuery> asked = Optional.empty();
    Optional<NewOperation> by = Optional.empty();
    final List<Dismissal> dismissals = new ArrayList<>();

    private static Suspect event(long id, String slug) {
        return new Suspect.Event(
                id,
                slug,
                Optional.of(LocalDate.of(2016, 4, 2)),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Hall"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public List<Rule> rules(Kind kind) {
        return List.of(PLACE);
    }

    @Override
    public DuplicatePage find(DuplicateQuery query) {
        asked = Optional.of(query);
        var pair = new Duplicate(
                event(1, "one"),
                event(2, "two"),
                80,
                List.of(new Reason(PLACE, 80, "both in “Hall”; both on 2 Apr 2016")));
        return new DuplicatePage(List.of(pair), 3, false);
    }

    @Override
    public List<Dismissal> dismissals(Kind kind) {
        return dismissals;
    }

    @Override
    public DismissOutcome dismiss(Kind kind, String a, String b, String reason, NewOperation by) {
        this.by = Optional.of(by);
        if (a.equals(b)) {
            return new DismissOutcome.SameRecord(a);
        }
        if (!b.equals("two")) {
            return new DismissOutcome.UnknownRecord(b);
        }
        var said = new Dismissal(
                kind,
                new Dismissal.Party(1, "one", 1, "one"),
                new Dismissal.Party(2, "two", 2, "two"),
                reason,
                by.actor(),
                AT,
                7);
        if (!dismissals.isEmpty()) {
            return new DismissOutcome.Already(dismissals.getFirst());
        }
        dismissals.add(said);
        return new DismissOutcome.Done(said);
    }

    @Override
    public DismissOutcome restore(Kind kind, long a, long b, NewOperation by) {
        this.by = Optional.of(by);
        return dismissals.isEmpty() || a + b != 3
                ? new DismissOutcome.NotSaid()
                : new DismissOutcome.Done(dismissals.removeFirst());
    }
}
