package org.atelier.web.admin.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.atelier.domain.Event;
import org.atelier.domain.EventDetails;
import org.atelier.domain.EventSummary;
import org.atelier.domain.Events;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Tag;
import org.atelier.domain.Tags;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.spi.RelatedRow;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Target;
import org.atelier.merge.spi.Value;

/** A handful of events in memory. */
final class Workshops implements Events, Tags {
    final Map<Long, EventDetails> events = new LinkedHashMap<>();
    final Map<String, String> redirects = new HashMap<>();
    final List<Tag> tags = new ArrayList<>();
    final List<NewOperation> operations = new ArrayList<>();
    final WordsInMemory words = new WordsInMemory();

    /** Two records of one workshop, and some others. */
    static Workshops believable() {
        var world = new Workshops();
        var swc = world.tag("SWC", "Software Carpentry");
        var dc = world.tag("DC", "Data Carpentry");
        var online = world.tag("online", "Taught over the network");
        world.tag("TTT", "Instructor training");
        world.tag("WiSE", "");
        world.add(
                event(1, "2026-03-02-oslo")
                        .days("2026-03-02", "2026-03-03")
                        .place("Universitetet i Oslo", "Gaustadalléen 21, 0349 Oslo", "NO")
                        .at(59.9434, 10.7172)
                        .url("https://nordic.github.io/2026-03-02-oslo/")
                        .host("University of Oslo")
                        .contact("astrid@example.org")
                        .attendance(34)
                        .notes("Asked for two rooms.\n\nLunch is paid by the library.")
                        .published()
                        .make(),
                List.of(swc, dc),
                List.of(
                        new EventDetails.Task(11, "dahl_astrid", "Astrid Dahl", "instructor", "Lead", ""),
                        new EventDetails.Task(12, "moen_lars", "Lars Moen", "helper", "", ""),
                        new EventDetails.Task(13, "ruiz_carmen", "Carmen Ruiz", "instructor", "", "")),
                List.of(
                        new EventDetails.Todo(31, "Reserve the rooms", true, Optional.of(day("2026-01-15")), ""),
                        new EventDetails.Todo(
                                32, "Send the survey", false, Optional.of(day("2026-03-10")), "Both surveys")),
                List.of(new EventDetails.Award(
                        51, "moen_lars", "Lars Moen", "helper badge", Optional.of(day("2026-03-04")))));
        world.add(
                event(2, "2026-03-02-uio-oslo")
                        .days("2026-03-02", "2026-03-04")
                        .place("Oslo University, Georg Sverdrups hus", "Moltke Moes vei 39, Oslo", "NO")
                        .at(59.9397, 10.7215)
                        .contact("library@example.org")
                        .notes("The library pays for lunch.")
                        .make(),
                List.of(dc, online),
                List.of(
                        new EventDetails.Task(21, "dahl_astrid", "Astrid Dahl", "instructor", "First day", ""),
                        new EventDetails.Task(22, "berg_ida", "Ida Berg", "host", "", "")),
                List.of(new EventDetails.Todo(41, "Print name tags", false, Optional.empty(), "")),
                List.of(new EventDetails.Award(
                        52, "berg_ida", "Ida Berg", "organizer badge", Optional.of(day("2026-03-05")))));
        var places = List.of("Leiden", "Kraków", "Nairobi", "São Paulo", "Melbourne", "Toronto", "Pune", "Bordeaux");
        var countries = List.of("NL", "PL", "KE", "BR", "AU", "CA", "IN", "FR");
        for (var i = 0; i < 24; i++) {
            var place = places.get(i % 8);
            var start = day("2026-02-16").minusDays(11L * i);
            var made = event(10 + i, start + "-" + ascii(place))
                    .days(start.toString(), start.plusDays(1 + i % 2).toString())
                    .place(
                            i % 6 == 4 ? "" : "Universiteit van " + place,
                            "Main street " + (i + 1),
                            countries.get(i % 8))
                    .at(10 + i, 20 - i);
            world.add(
                    (i % 6 == 4 ? made : made.url("https://example.org/" + i).published()).make(),
                    i % 5 == 0 ? List.of(swc, online) : i % 3 == 0 ? List.of(dc) : List.of(swc),
                    List.of(),
                    List.of(),
                    List.of());
        }
        world.add(event(90, "tbd-somewhere").make(), List.of(), List.of(), List.of(), List.of());
        world.redirects.put("2026-02-28-oslo", "2026-03-02-oslo");
        return world;
    }

    private static String ascii(String place) {
        return place.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private static LocalDate day(String iso) {
        return LocalDate.parse(iso);
    }

    static Builder event(long id, String slug) {
        return new Builder(id, slug);
    }

    Tag tag(String name, String details) {
        var tag = new Tag(tags.size() + 1L, name, details);
        tags.add(tag);
        return tag;
    }

    void add(
            Event event,
            List<Tag> its,
            List<EventDetails.Task> tasks,
            List<EventDetails.Todo> todos,
            List<EventDetails.Award> awards) {
        events.put(event.id(), new EventDetails(event, its, tasks, todos, awards));
    }

    // ---------------------------------------------------------------------------------------------- Events

    @Override
    public Lookup<EventDetails> find(String slugOrId) {
        var live = events.values().stream()
                .filter(one -> one.event().slug().equals(slugOrId))
                .findFirst()
                .or(() -> events.values().stream()
                        .filter(one -> Long.toString(one.event().id()).equals(slugOrId))
                        .findFirst());
        if (live.isPresent()) {
            return new Lookup.Found<>(live.get());
        }
        return redirects.containsKey(slugOrId) ? new Lookup.Moved<>(redirects.get(slugOrId)) : new Lookup.Missing<>();
    }

    @Override
    public List<EventSummary> search(String text, int limit) {
        return events.values().stream()
                .filter(one -> Stream.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                        .allMatch(word -> haystack(one).contains(word)))
                .sorted(Comparator.comparing(
                        (EventDetails one) -> one.event().start().orElse(LocalDate.MIN), Comparator.reverseOrder()))
                .limit(limit)
                .map(one -> new EventSummary(
                        one.event().id(),
                        one.event().slug(),
                        one.event().start(),
                        one.event().end(),
                        one.event().venue(),
                        one.event().country(),
                        one.event().published(),
                        one.tags().stream().map(Tag::name).toList()))
                .toList();
    }

    private static String haystack(EventDetails one) {
        return (one.event().slug()
                        + " " + one.event().venue().orElse("")
                        + " " + one.event().address().orElse("")
                        + " " + one.tags().stream().map(Tag::name).toList())
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public TagOutcome tag(String slugOrId, String tag, NewOperation by) {
        return change(slugOrId, tag, by, true);
    }

    @Override
    public TagOutcome untag(String slugOrId, String tag, NewOperation by) {
        return change(slugOrId, tag, by, false);
    }

    @Override
    public BulkTagging tagAll(List<String> slugs, String tag, boolean linked, NewOperation by) {
        if (tags.stream().noneMatch(one -> one.name().equals(tag))) {
            return new BulkTagging.NoSuchTag();
        }
        if (linked && tags.stream().anyMatch(one -> one.name().equals(tag) && one.retired())) {
            return new BulkTagging.RetiredTag();
        }
        var unknown = slugs.stream()
                .filter(slug -> !(find(slug) instanceof Lookup.Found<EventDetails>))
                .toList();
        if (!unknown.isEmpty()) {
            return new BulkTagging.NoSuchEvents(unknown);
        }
        var changed = (int) slugs.stream()
                .filter(slug -> change(slug, tag, by, linked) == TagOutcome.CHANGED)
                .count();
        return changed == 0 ? new BulkTagging.Unchanged() : new BulkTagging.Changed(changed, operations.size());
    }

    /** Retires a tag, here and on the events that have it. */
    void retire(String name) {
        UnaryOperator<Tag> retired =
                tag -> tag.name().equals(name) ? new Tag(tag.id(), tag.name(), tag.details(), true) : tag;
        tags.replaceAll(retired);
        for (var one : List.copyOf(events.values())) {
            add(one.event(), one.tags().stream().map(retired).toList(), one.tasks(), one.todos(), one.awards());
        }
    }

    private TagOutcome change(String slugOrId, String name, NewOperation by, boolean add) {
        if (!(find(slugOrId) instanceof Lookup.Found<EventDetails>(var found))) {
            return TagOutcome.NO_SUCH_EVENT;
        }
        var tag = tags.stream().filter(one -> one.name().equals(name)).findFirst();
        if (tag.isEmpty()) {
            return TagOutcome.NO_SUCH_TAG;
        }
        if (found.tags().contains(tag.get()) == add) {
            return TagOutcome.UNCHANGED;
        }
        if (add && tag.get().retired()) {
            return TagOutcome.RETIRED_TAG;
        }
        operations.add(by);
        var after = new ArrayList<>(found.tags());
        if (add) {
            after.add(tag.get());
        } else {
            after.remove(tag.get());
        }
        add(found.event(), after, found.tasks(), found.todos(), found.awards());
        return TagOutcome.CHANGED;
    }

    // ---------------------------------------------------------------------------------------------- Tags

    @Override
    public List<Tag> all() {
        return tags.stream().sorted(Comparator.comparing(Tag::name)).toList();
    }

    @Override
    public int events(long id) {
        return (int) events.values().stream()
                .filter(one -> one.tags().stream().anyMatch(tag -> tag.id() == id))
                .count();
    }

    // ---------------------------------------------------------------------------------------------- merging

    Snapshot snapshot(long a, long b) {
        var first = events.get(a);
        var second = events.get(b);
        return new Snapshot(
                subject(first.event()),
                subject(second.event()),
                new TreeMap<>(Map.of("tags", new Snapshot.Links(targets(first), targets(second)))),
                new TreeMap<>(Map.of(
                        "tasks", new Snapshot.Rows(tasks(Side.A, first), tasks(Side.B, second)),
                        "todos", new Snapshot.Rows(todos(Side.A, first), todos(Side.B, second)),
                        "awards", new Snapshot.Rows(awards(Side.A, first), awards(Side.B, second)))),
                List.of());
    }

    private static TreeSet<Target> targets(EventDetails details) {
        var targets = new TreeSet<Target>();
        details.tags().forEach(tag -> targets.add(new Target(tag.id(), tag.name())));
        return targets;
    }

    private static Snapshot.Subject subject(Event event) {
        var values = new TreeMap<String, Value>();
        var words = new TreeMap<String, String>();
        values.put("id", Value.Number.of(event.id()));
        values.put("slug", new Value.Text(event.slug()));
        values.put("completed", new Value.Flag(event.completed()));
        values.put("start", text(event.start().map(LocalDate::toString)));
        values.put("end", text(event.end().map(LocalDate::toString)));
        values.put("url", text(event.url()));
        values.put("contact", text(event.contact()));
        values.put("country", text(event.country()));
        values.put("venue", text(event.venue()));
        values.put("address", text(event.address()));
        values.put("notes", text(event.notes()));
        values.put("latitude", number(event.latitude()));
        values.put("longitude", number(event.longitude()));
        values.put("attendance", number(event.attendance()));
        event.host().ifPresent(host -> {
            values.put("host_id", Value.Number.of(host.hashCode()));
            words.put("host_id", host);
        });
        return new Snapshot.Subject(event.id(), event.slug(), values, words);
    }

    private static Value text(Optional<String> text) {
        return text.<Value>map(Value.Text::new).orElse(Value.ABSENT);
    }

    private static Value number(Optional<? extends Number> number) {
        return number.<Value>map(one -> new Value.Number(new BigDecimal(one.toString())))
                .orElse(Value.ABSENT);
    }

    private static List<RelatedRow> tasks(Side side, EventDetails details) {
        return details.tasks().stream()
                .map(task -> row(
                        task.id(),
                        side,
                        Map.of("person", task.person(), "role", task.role()),
                        Map.of("title", task.title(), "url", task.url())))
                .toList();
    }

    private static List<RelatedRow> todos(Side side, EventDetails details) {
        return details.todos().stream()
                .map(todo -> row(
                        todo.id(),
                        side,
                        Map.of(),
                        Map.of(
                                "title",
                                todo.title(),
                                "completed",
                                todo.completed() ? "yes" : "no",
                                "due",
                                todo.due().map(LocalDate::toString).orElse(""),
                                "additional",
                                todo.additional())))
                .toList();
    }

    private static List<RelatedRow> awards(Side side, EventDetails details) {
        return details.awards().stream()
                .map(award -> row(
                        award.id(),
                        side,
                        Map.of("person", award.person(), "badge", award.badge()),
                        Map.of(
                                "awarded",
                                award.awarded().map(LocalDate::toString).orElse(""))))
                .toList();
    }

    /** References have numbers as values, made up from what they show. */
    private static RelatedRow row(long id, Side side, Map<String, String> references, Map<String, String> texts) {
        var values = new HashMap<String, Value>();
        var words = new HashMap<>(texts);
        words.putAll(references);
        texts.forEach((column, text) -> values.put(column, new Value.Text(text)));
        references.forEach((column, text) -> values.put(column + "_id", Value.Number.of(text.hashCode())));
        return new RelatedRow(id, side, values, words);
    }

    /** Makes events. */
    static final class Builder {
        private final long id;
        private final String slug;
        private Optional<LocalDate> start = Optional.empty();
        private Optional<LocalDate> end = Optional.empty();
        private Optional<String> venue = Optional.empty();
        private Optional<String> address = Optional.empty();
        private Optional<String> country = Optional.empty();
        private Optional<Double> latitude = Optional.empty();
        private Optional<Double> longitude = Optional.empty();
        private Optional<String> url = Optional.empty();
        private Optional<String> host = Optional.empty();
        private Optional<String> contact = Optional.empty();
        private Optional<Integer> attendance = Optional.empty();
        private Optional<String> notes = Optional.empty();
        private boolean published;

        private Builder(long id, String slug) {
            this.id = id;
            this.slug = slug;
        }

        Builder days(String first, String last) {
            start = Optional.of(day(first));
            end = Optional.of(day(last));
            return this;
        }

        Builder place(String itsVenue, String itsAddress, String itsCountry) {
            venue = Optional.of(itsVenue);
            address = Optional.of(itsAddress);
            country = Optional.of(itsCountry);
            return this;
        }

        Builder at(double itsLatitude, double itsLongitude) {
            latitude = Optional.of(itsLatitude);
            longitude = Optional.of(itsLongitude);
            return this;
        }

        Builder url(String itsUrl) {
            url = Optional.of(itsUrl);
            return this;
        }

        Builder host(String itsHost) {
            host = Optional.of(itsHost);
            return this;
        }

        Builder contact(String itsContact) {
            contact = Optional.of(itsContact);
            return this;
        }

        Builder attendance(int learners) {
            attendance = Optional.of(learners);
            return this;
        }

        Builder notes(String itsNotes) {
            notes = Optional.of(itsNotes);
            return this;
        }

        Builder published() {
            published = true;
            return this;
        }

        Event make() {
            return new Event(
                    id,
                    slug,
                    false,
                    Optional.empty(),
                    start,
                    end,
                    host,
                    Optional.empty(),
                    url,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    attendance,
                    contact,
                    country,
                    venue,
                    address,
                    latitude,
                    longitude,
                    Optional.empty(),
                    notes,
                    published);
        }
    }
}
