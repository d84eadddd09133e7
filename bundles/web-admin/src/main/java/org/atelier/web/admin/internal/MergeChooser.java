package org.atelier.web.admin.internal;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.atelier.domain.EventDetails;
import org.atelier.domain.EventSummary;
import org.atelier.domain.Events;
import org.atelier.domain.Lookup;
import org.atelier.domain.Tags;
import org.atelier.merge.engine.Candidate;
import org.atelier.merge.engine.Candidates;
import org.atelier.merge.spi.Side;

/** Looks for the two records of a merge. Events are found by their places and tags too, as in the list of events. */
final class MergeChooser {
    /** How many records are suggested for a name that is none. */
    private static final int MAX_MATCHES = 8;

    /** How much more than its name is told of a record; what is further down tells people nothing new. */
    private static final int MAX_KNOWN = 2;

    private final Candidates candidates;
    private final Events events;
    private final Tags tags;

    MergeChooser(Candidates candidates, Events events, Tags tags) {
        this.candidates = candidates;
        this.events = events;
        this.tags = tags;
    }

    /** What to say about what was typed so far for one side: half a word is no mistake yet. */
    Choosing typed(MergeKind kind, Side side, String typed, String other) {
        var choosing = choosing(kind, side, typed, other);
        return choosing.guessed()
                ? new Choosing(kind, side, typed, false, "These have its words:", choosing.matches(), true)
                : choosing;
    }

    /** What to say about the name given for one side. */
    Choosing choosing(MergeKind kind, Side side, String name, String other) {
        if (name.isEmpty()) {
            return new Choosing(kind, side, "", false, "", List.of());
        }
        return switch (find(kind, name)) {
            case Lookup.Found<Candidate>(var found) ->
                new Choosing(kind, side, name, true, String.join(" · ", told(kind, found)), List.of());
            case Lookup.Moved<Candidate>(var to)
            when to.equals(other) -> none(kind, side, name, "“%s” was merged into “%s” already.".formatted(name, to));
            case Lookup.Moved<Candidate>(var to) -> {
                var survivor = find(kind, to) instanceof Lookup.Found<Candidate>(var found)
                        ? Stream.of(match(kind, side, found, other))
                        : Stream.<Choosing.Match>empty();
                yield new Choosing(
                        kind,
                        side,
                        name,
                        false,
                        "“%s” was merged. This is the %s it became:".formatted(name, kind.one()),
                        survivor.toList());
            }
            case Lookup.Missing<Candidate> _ -> suggested(kind, side, name, other);
        };
    }

    private Choosing suggested(MergeKind kind, Side side, String name, String other) {
        var matches = search(kind, name)
                .filter(Predicate.not(found -> found.name().equals(other)))
                .map(found -> match(kind, side, found, other))
                .toList();
        return matches.isEmpty()
                ? none(
                        kind,
                        side,
                        name,
                        "No %s is named “%s”, and none has these words. Try fewer of them.".formatted(kind.one(), name))
                : new Choosing(
                        kind,
                        side,
                        name,
                        false,
                        "No %s has exactly this name. These have its words:".formatted(kind.one()),
                        matches,
                        true);
    }

    private static Choosing none(MergeKind kind, Side side, String name, String message) {
        return new Choosing(kind, side, name, false, message, List.of());
    }

    private Choosing.Match match(MergeKind kind, Side side, Candidate found, String other) {
        var link = side == Side.A ? kind.link(found.name(), other) : kind.link(other, found.name());
        return new Choosing.Match(found.name(), told(kind, found), link);
    }

    /** What people know the record of this name by, apart from the name. */
    List<String> known(MergeKind kind, String name) {
        return find(kind, name) instanceof Lookup.Found<Candidate>(var found) ? told(kind, found) : List.of();
    }

    private List<String> told(MergeKind kind, Candidate found) {
        return kind.kind().equals("tag")
                ? List.of(Words.count(tags.events(found.id()), "event"))
                : found.known().stream().limit(MAX_KNOWN).toList();
    }

    private Lookup<Candidate> find(MergeKind kind, String name) {
        if (!kind.equals(MergeKind.EVENT)) {
            return candidates.find(kind.kind(), name);
        }
        return switch (events.find(name)) {
            case Lookup.Found<EventDetails>(var found) ->
                new Lookup.Found<>(
                        new Candidate(found.event().id(), found.event().slug(), new EventView(found).subtitle()));
            case Lookup.Moved<EventDetails>(var to) -> new Lookup.Moved<>(to);
            case Lookup.Missing<EventDetails> _ -> new Lookup.Missing<>();
        };
    }

    private Stream<Candidate> search(MergeKind kind, String text) {
        return kind.equals(MergeKind.EVENT)
                ? events.search(text, MAX_MATCHES).stream().map(MergeChooser::candidate)
                : candidates.search(kind.kind(), text, MAX_MATCHES).stream();
    }

    private static Candidate candidate(EventSummary event) {
        var row = EventRow.of(event, false);
        return new Candidate(
                row.id(),
                row.slug(),
                Stream.of(row.days(), row.place())
                        .filter(text -> !text.isEmpty())
                        .toList());
    }
}
