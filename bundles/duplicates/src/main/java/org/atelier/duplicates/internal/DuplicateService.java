package org.atelier.duplicates.internal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.domain.NewOperation;
import org.atelier.duplicates.DismissOutcome;
import org.atelier.duplicates.Dismissal;
import org.atelier.duplicates.Duplicate;
import org.atelier.duplicates.DuplicatePage;
import org.atelier.duplicates.DuplicateQuery;
import org.atelier.duplicates.DuplicateStore;
import org.atelier.duplicates.Duplicates;
import org.atelier.duplicates.Kind;
import org.atelier.duplicates.Reason;
import org.atelier.duplicates.Rule;
import org.atelier.duplicates.Suspect;
import org.atelier.duplicates.Suspect.Event;
import org.atelier.duplicates.Suspect.Person;
import org.atelier.duplicates.internal.Blocks.Pair;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets the rules look at records that share something, and keeps what they said until the journal goes on. Then only what
 * changed is read again, and all is brought together anew from what is known.
 */
@Component
public final class DuplicateService implements Duplicates {
    private static final Rule DISMISSED = new Rule("dismissed-before", "Somebody said that they are two", -30);

    /** How many pairs the rules look at, at most. */
    private static final int MAX_PAIRS = 50_000;

    private static final Comparator<Duplicate> LIKELIEST_FIRST = Comparator.comparingInt(Duplicate::score)
            .reversed()
            .thenComparingLong(found -> found.a().id())
            .thenComparingLong(found -> found.b().id());

    private final DuplicateStore store;
    private final Map<Kind, Keeper> keepers = new EnumMap<>(Kind.class);

    @Activate
    public DuplicateService(@Reference DuplicateStore store) {
        this.store = store;
        for (var kind : Kind.values()) {
            keepers.put(kind, new Keeper(kind));
        }
    }

    /** What the rules said to a kind. */
    private record Found(List<Duplicate> duplicates, boolean cut) {}

    /** Keeps what was found of a kind; who asks while somebody else looks waits for what that one finds. */
    private final class Keeper implements DuplicateStore.Reader {
        private final Kind kind;
        private final SortedMap<Long, Keys> keys = new TreeMap<>();

        /** Those that were looked at last; of the many others only the keys are kept. */
        private final Map<Long, Suspect> suspects = new HashMap<>();

        private Optional<String> position = Optional.empty();

        /** Empty as long as it is not what is known. */
        private Optional<Found> found = Optional.empty();

        Keeper(Kind kind) {
            this.kind = kind;
        }

        synchronized Found now() {
            position = Optional.of(store.read(kind, position, this));
            var now = found.orElseGet(this::look);
            found = Optional.of(now);
            return now;
        }

        @Override
        public void afresh() {
            // should it fail half way, it begins anew the next time
            position = Optional.empty();
            found = Optional.empty();
            keys.clear();
            suspects.clear();
        }

        @Override
        public void now(Suspect suspect) {
            found = Optional.empty();
            suspects.remove(suspect.id());
            keys.put(suspect.id(), DuplicateService.keys(suspect));
        }

        @Override
        public void gone(long id) {
            found = Optional.empty();
            suspects.remove(id);
            keys.remove(id);
        }

        private Found look() {
            var blocks = new Blocks(keys);
            var pairs = blocks.pairs(MAX_PAIRS);
            read(pairs.pairs());
            var duplicates = Arrays.stream(pairs.pairs())
                    .map(pair -> DuplicateService.look(suspect(pair.a(), blocks), suspect(pair.b(), blocks)))
                    .flatMap(Optional::stream)
                    .sorted(LIKELIEST_FIRST)
                    .toList();
            return new Found(duplicates, pairs.cut());
        }

        /** Reads those of the pairs that are not known, and forgets those that are in none. */
        private void read(Pair[] pairs) {
            var wanted = Arrays.stream(pairs)
                    .flatMap(pair -> Stream.of(pair.a(), pair.b()))
                    .collect(Collectors.toSet());
            suspects.keySet().retainAll(wanted);
            wanted.removeAll(suspects.keySet());
            if (!wanted.isEmpty()) {
                store.records(kind, wanted).forEach(suspect -> suspects.put(suspect.id(), suspect));
            }
        }

        /** Empty if it went a moment ago, which the next reading tells. */
        private Optional<Suspect> suspect(long id, Blocks blocks) {
            return Optional.ofNullable(suspects.get(id))
                    .map(suspect -> suspect instanceof Person person
                            ? person.among(blocks.sharing(keys.get(id).name()))
                            : suspect);
        }
    }

    private static Keys keys(Suspect suspect) {
        return switch (suspect) {
            case Event event -> EventKeys.of(event);
            case Person person -> PersonKeys.of(person);
        };
    }

    private static Optional<Duplicate> look(Optional<Suspect> a, Optional<Suspect> b) {
        return a.isEmpty() || b.isEmpty() ? Optional.empty() : look(a.get(), b.get());
    }

    private static Optional<Duplicate> look(Suspect a, Suspect b) {
        return switch (a) {
            case Event one when b instanceof Event other -> EventRules.look(one, other);
            case Person one when b instanceof Person other -> PersonRules.look(one, other);
            default -> throw new IllegalArgumentException("two kinds in one pair: " + a + ", " + b);
        };
    }

    @Override
    public List<Rule> rules(Kind kind) {
        var rules = new ArrayList<>(
                switch (kind) {
                    case EVENT -> EventRules.rules();
                    case PERSON -> PersonRules.rules();
                });
        rules.add(DISMISSED);
        return List.copyOf(rules);
    }

    @Override
    public DuplicatePage find(DuplicateQuery query) {
        query.rule().ifPresent(name -> requireRule(query.kind(), name));
        var found = keepers.get(query.kind()).now();
        var wanted = undismissed(query.kind(), found.duplicates())
                .filter(duplicate -> duplicate.score() >= query.minimum())
                .filter(duplicate -> query.rule().isEmpty()
                        || duplicate.reasons().stream()
                                .anyMatch(reason ->
                                        reason.rule().name().equals(query.rule().get())))
                .sorted(LIKELIEST_FIRST)
                .toList();
        var page = wanted.stream()
                .skip((query.page() - 1L) * query.size())
                .limit(query.size())
                .toList();
        return new DuplicatePage(page, wanted.size(), found.cut());
    }

    private void requireRule(Kind kind, String name) {
        if (rules(kind).stream().noneMatch(rule -> rule.name().equals(name))) {
            throw new IllegalArgumentException("there is no rule \"%s\" for %s".formatted(name, kind.plural()));
        }
    }

    /** Two records, the smaller id first. */
    private record Ids(long a, long b) {
        static Ids of(long one, long other) {
            return new Ids(Math.min(one, other), Math.max(one, other));
        }
    }

    private Stream<Duplicate> undismissed(Kind kind, List<Duplicate> duplicates) {
        var dismissed = new HashSet<Ids>();
        var carried = new HashMap<Ids, Dismissal>();
        for (var dismissal : store.dismissals(kind)) {
            switch (dismissal.state()) {
                case IN_FORCE ->
                    dismissed.add(Ids.of(dismissal.a().id(), dismissal.b().id()));
                // the latest word counts, and comes first
                case CARRIED ->
                    carried.putIfAbsent(
                            Ids.of(dismissal.a().now(), dismissal.b().now()), dismissal);
                case OVERRULED, GONE -> {}
            }
        }
        return duplicates.stream()
                .filter(found ->
                        !dismissed.contains(Ids.of(found.a().id(), found.b().id())))
                .map(found -> Optional.ofNullable(
                                carried.get(Ids.of(found.a().id(), found.b().id())))
                        .map(dismissal -> against(found, dismissal))
                        .orElse(found));
    }

    private static Duplicate against(Duplicate found, Dismissal dismissal) {
        var reasons = new ArrayList<>(found.reasons());
        reasons.add(new Reason(DISMISSED, DISMISSED.weight(), words(dismissal)));
        return Reasons.duplicate(found.a(), found.b(), reasons);
    }

    /** What somebody said, such as: ann said on 2026-03-01 that a and b (now part of c) are two: another room. */
    private static String words(Dismissal dismissal) {
        return "%s said on %s that %s and %s are two%s"
                .formatted(
                        dismissal.actor(),
                        LocalDate.ofInstant(dismissal.at(), ZoneOffset.UTC),
                        words(dismissal.a()),
                        words(dismissal.b()),
                        dismissal.reason().isEmpty() ? "" : ": " + dismissal.reason());
    }

    private static String words(Dismissal.Party party) {
        var slug = party.slug().isEmpty() ? "record " + party.id() : party.slug();
        return party.now() == party.id() ? slug : slug + " (now part of " + party.nowSlug() + ")";
    }

    @Override
    public List<Dismissal> dismissals(Kind kind) {
        return store.dismissals(kind);
    }

    @Override
    public DismissOutcome dismiss(Kind kind, String a, String b, String reason, NewOperation by) {
        return store.dismiss(kind, a, b, reason, by);
    }

    @Override
    public DismissOutcome restore(Kind kind, long a, long b, NewOperation by) {
        return store.restore(kind, a, b, by);
    }
}
