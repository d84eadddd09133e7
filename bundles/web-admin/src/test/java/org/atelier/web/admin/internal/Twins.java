package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.atelier.domain.Lookup;
import org.atelier.merge.engine.Candidate;
import org.atelier.merge.engine.Candidates;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;

/** Records of all kinds but events in memory, as far as merging reads them. */
final class Twins implements Candidates {
    private final List<One> all = new ArrayList<>();
    private final Map<String, String> redirects = new HashMap<>();

    /** Kinds that no descriptor tells of. */
    final TreeSet<String> unknown = new TreeSet<>();

    /** A record, to be filled with what it says and what hangs on it. */
    static final class One {
        private final String kind;
        private final long id;
        private final String column;
        private final String name;
        private final Map<String, Value> values = new TreeMap<>();
        private final Map<String, List<RelatedRow>> rows = new HashMap<>();
        private final Map<String, TreeSet<Target>> links = new HashMap<>();

        private One(String kind, long id, String column, String name) {
            this.kind = kind;
            this.id = id;
            this.column = column;
            this.name = name;
            values.put("id", Value.Number.of(id));
            says(column, name);
        }

        One says(String itsColumn, String text) {
            values.put(itsColumn, new Value.Text(text));
            return this;
        }

        One says(String itsColumn, boolean flag) {
            values.put(itsColumn, new Value.Flag(flag));
            return this;
        }

        One links(String relation, long target, String label) {
            links.computeIfAbsent(relation, _ -> new TreeSet<>()).add(new Target(target, label));
            return this;
        }

        /** References have numbers as values, made up from what they show. */
        One has(String relation, long row, Map<String, String> references, Map<String, String> texts) {
            var itsValues = new HashMap<String, Value>();
            var words = new HashMap<>(texts);
            words.putAll(references);
            texts.forEach((itsColumn, text) -> itsValues.put(itsColumn, new Value.Text(text)));
            references.forEach((itsColumn, text) -> itsValues.put(itsColumn + "_id", Value.Number.of(text.hashCode())));
            rows.computeIfAbsent(relation, _ -> new ArrayList<>()).add(new RelatedRow(row, Side.A, itsValues, words));
            return this;
        }

        private Candidate candidate() {
            return new Candidate(
                    id,
                    name,
                    Stream.of("full_name", "fullname", "email")
                            .filter(values::containsKey)
                            .map(itsColumn -> values.get(itsColumn).words())
                            .toList());
        }

        private Snapshot.Subject subject() {
            return new Snapshot.Subject(id, name, new TreeMap<>(values), new TreeMap<>());
        }

        private List<RelatedRow> rows(String relation, Side side) {
            return rows.getOrDefault(relation, List.of()).stream()
                    .map(row -> new RelatedRow(row.id(), side, row.values(), row.words()))
                    .toList();
        }
    }

    /** Adds one whose name stands in this column. */
    One add(String kind, long id, String column, String name) {
        var one = new One(kind, id, column, name);
        all.add(one);
        return one;
    }

    /** Takes one out of the way, its name leading to the other. */
    void retire(String kind, long id, String survivor) {
        redirects.put(kind + "/" + one(kind, id).name, survivor);
        all.remove(one(kind, id));
    }

    private One one(String kind, long id) {
        return of(kind).filter(one -> one.id == id).findFirst().orElseThrow();
    }

    private Stream<One> of(String kind) {
        if (unknown.contains(kind)) {
            throw new MergeException(MergeException.Code.UNKNOWN_KIND, "no kind \"" + kind + "\" can be merged");
        }
        return all.stream().filter(one -> one.kind.equals(kind));
    }

    @Override
    public Lookup<Candidate> find(String kind, String nameOrId) {
        return of(kind).filter(one ->
                        one.name.equals(nameOrId) || Long.toString(one.id).equals(nameOrId))
                .findFirst()
                .<Lookup<Candidate>>map(one -> new Lookup.Found<>(one.candidate()))
                .orElseGet(() -> Optional.ofNullable(redirects.get(kind + "/" + nameOrId))
                        .<Lookup<Candidate>>map(Lookup.Moved::new)
                        .orElseGet(Lookup.Missing::new));
    }

    @Override
    public List<Candidate> search(String kind, String text, int limit) {
        return of(kind).filter(one -> Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                        .allMatch(word -> (one.name + one.candidate().known())
                                .toLowerCase(Locale.ROOT)
                                .contains(word)))
                .limit(limit)
                .map(One::candidate)
                .toList();
    }

    Snapshot snapshot(MergeableKind kind, long a, long b) {
        var first = one(kind.entity().kind(), a);
        var second = one(kind.entity().kind(), b);
        var links = new TreeMap<String, Snapshot.Links>();
        var rows = new TreeMap<String, Snapshot.Rows>();
        for (var relation : kind.relations()) {
            var name = relation.name();
            if (relation instanceof RelationDescriptor.Link) {
                links.put(
                        name,
                        new Snapshot.Links(
                                first.links.getOrDefault(name, new TreeSet<>()),
                                second.links.getOrDefault(name, new TreeSet<>())));
            } else {
                rows.put(name, new Snapshot.Rows(first.rows(name, Side.A), second.rows(name, Side.B)));
            }
        }
        return new Snapshot(first.subject(), second.subject(), links, rows, List.of());
    }

    /** Two records of each kind, and some to be found beside them. */
    static Twins believable() {
        var world = new Twins();
        world.add("person", 501, "username", "dahl_astrid")
                .says("personal", "Astrid")
                .says("family", "Dahl")
                .says("full_name", "Astrid Dahl")
                .says("email", "astrid@example.org")
                .says("may_contact", true)
                .says("publish_profile", true)
                .says("affiliation", "University of Oslo")
                .links("languages", 7, "Norwegian")
                .has("tasks", 611, Map.of("event", "2026-03-02-oslo", "role", "instructor"), Map.of("title", "Lead"))
                .has("awards", 621, Map.of("badge", "instructor"), Map.of("awarded", "2024-05-01"));
        world.add("person", 502, "username", "astrid_d")
                .says("personal", "Astrid")
                .says("family", "Dahl")
                .says("full_name", "Astrid Dahl")
                .says("may_contact", false)
                .says("publish_profile", true)
                .says("affiliation", "UiO")
                .says("orcid", "0000-0001")
                .links("languages", 8, "English")
                .has("tasks", 612, Map.of("event", "2026-03-02-oslo", "role", "instructor"), Map.of("title", "Day 1"))
                .has("tasks", 613, Map.of("event", "2025-06-01-bergen", "role", "helper"), Map.of());
        world.add("person", 503, "username", "moen_lars")
                .says("personal", "Lars")
                .says("full_name", "Lars Moen")
                .says("email", "lars@example.org");
        world.add("organization", 701, "domain", "uio.no")
                .says("fullname", "University of Oslo")
                .has("events_hosted", 1, Map.of(), Map.of("slug", "2026-03-02-oslo"));
        world.add("organization", 702, "domain", "www.uio.no")
                .says("fullname", "Universitetet i Oslo")
                .has("events_hosted", 2, Map.of(), Map.of("slug", "2026-03-02-uio-oslo"));
        world.add("tag", 1, "name", "SWC")
                .says("details", "Software Carpentry")
                .links("events", 1, "2026-03-02-oslo")
                .links("events", 10, "2026-02-16-leiden");
        world.add("tag", 2, "name", "DC")
                .says("details", "Data Carpentry")
                .links("events", 1, "2026-03-02-oslo")
                .links("events", 2, "2026-03-02-uio-oslo")
                .links("events", 13, "2026-01-14-kampala");
        world.add("venue", 901, "name", "Blue room").says("city", "Oslo");
        world.add("venue", 902, "name", "The blue room").says("city", "Bergen");
        return world;
    }
}
