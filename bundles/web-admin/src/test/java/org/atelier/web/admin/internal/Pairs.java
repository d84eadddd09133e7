package org.atelier.web.admin.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.DismissOutcome;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.Dismissal.Party;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.DuplicatePage;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.Duplicates;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Reason;
import org.atelier.duplicates.Rule;
import org.atelier.duplicates.Suspect;

/** The pairs that a test puts in, and what is said of them. */
final class Pairs implements Duplicates {
    static final Instant AT = Instant.parse("2026-03-30T08:00:00Z");
    static final Rule PLACE = new Rule("place-and-dates", "Same place and dates", 80);
    static final Rule FAR = new Rule("far-apart", "Far apart", -60);

    final List<Duplicate> events = new ArrayList<>();
    final List<Duplicate> people = new ArrayList<>();
    final List<Dismissal> dismissals = new ArrayList<>();
    final List<DuplicateQuery> asked = new ArrayList<>();
    Optional<NewOperation> by = Optional.empty();
    boolean cut;

    /** Two events that are alike but for their venues; the first names come as they are. */
    Pairs events(long a, String slugA, long b, String slugB, String venue, String words) {
        events.add(new Duplicate(
                event(a, slugA, venue),
                event(b, slugB, venue + " 2"),
                72,
                List.of(new Reason(PLACE, 80, words), new Reason(FAR, -10, "not far"))));
        return this;
    }

    private static Suspect event(long id, String slug, String venue) {
        return new Suspect.Event(
                id,
                slug,
                Optional.of(LocalDate.of(2026, 3, 2)),
                Optional.empty(),
                Optional.of("NO"),
                Optional.of(venue),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Pairs people(long a, long b, String name) {
        people.add(new Duplicate(
                person(a, "user" + a, name), person(b, "user" + b, name), 95, List.of(new Reason(PLACE, 80, name))));
        return this;
    }

    private static Suspect person(long id, String username, String name) {
        return new Suspect.Person(
                id,
                username,
                name,
                name,
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.of(username + "@example.org"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    void dismissed(Party a, Party b, String reason) {
        dismissals.addFirst(new Dismissal(Kind.EVENT, a, b, reason, "ann", AT, 7));
    }

    @Override
    public List<Rule> rules(Kind kind) {
        return List.of(PLACE, FAR);
    }

    @Override
    public DuplicatePage find(DuplicateQuery query) {
        asked.add(query);
        var all = (query.kind() == Kind.EVENT ? events : people)
                .stream().filter(pair -> pair.score() >= query.minimum()).toList();
        return new DuplicatePage(
                all.stream()
                        .skip((query.page() - 1L) * query.size())
                        .limit(query.size())
                        .toList(),
                all.size(),
                cut);
    }

    @Override
    public List<Dismissal> dismissals(Kind kind) {
        return kind == Kind.EVENT ? dismissals : List.of();
    }

    @Override
    public DismissOutcome dismiss(Kind kind, String a, String b, String reason, NewOperation by) {
        this.by = Optional.of(by);
        if (a.equals(b)) {
            return new DismissOutcome.SameRecord(a);
        }
        var found = events.stream()
                .filter(pair -> a.equals(Long.toString(pair.a().id()))
                        && b.equals(Long.toString(pair.b().id())))
                .findFirst();
        if (found.isEmpty()) {
            return new DismissOutcome.UnknownRecord(b);
        }
        var pair = found.get();
        events.remove(pair);
        dismissed(
                new Party(
                        pair.a().id(), pair.a().slug(), pair.a().id(), pair.a().slug()),
                new Party(
                        pair.b().id(), pair.b().slug(), pair.b().id(), pair.b().slug()),
                reason);
        return new DismissOutcome.Done(dismissals.getFirst());
    }

    @Override
    public DismissOutcome restore(Kind kind, long a, long b, NewOperation by) {
        this.by = Optional.of(by);
        var said = dismissals.stream()
                .filter(dismissal -> dismissal.a().id() == a && dismissal.b().id() == b)
                .findFirst();
        said.ifPresent(dismissals::remove);
        return said.<DismissOutcome>map(DismissOutcome.Done::new).orElseGet(DismissOutcome.NotSaid::new);
    }
}
