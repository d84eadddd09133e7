package org.atelier.amy.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atelier.amy.AmyFile;
import org.atelier.amy.Reading;
import org.atelier.amy.UnreadableFileException;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;
import org.atelier.domain.Dataset.Origin;
import org.atelier.domain.Datasets.Rejection;

/** Makes rows of the domain from what AMY publishes. */
public final class AmyRows {
    private static final Set<String> IGNORED = Set.of("flags", "timestamp", "workshops");

    private static final List<String> AIRPORT = List.of("name", "latitude", "longitude", "instructors", "country");
    private static final List<String> INSTRUCTOR = List.of("name", "user");
    private static final List<String> BADGE = List.of("name", "persons");
    private static final List<String> HOLDER = List.of("name", "user", "awarded");
    private static final List<String> EVENT = List.of(
            "slug",
            "start",
            "end",
            "url",
            "humandate",
            "contact",
            "country",
            "venue",
            "address",
            "latitude",
            "longitude",
            "eventbrite_id",
            "tags");
    private static final List<String> TAG = List.of("name");

    /** What a file can hold, in the order in which it is brought in, whatever its order in the file. */
    private enum Part {
        AIRPORTS("airports", "instructors"),
        BADGES("badges", "persons"),
        PAST_EVENTS("workshops_past", "slug"),
        CURRENT_EVENTS("workshops_current", "slug");

        /** Its name in the website's file. */
        private final String key;

        /** What only its rows have. */
        private final String mark;

        Part(String key, String mark) {
            this.key = key;
            this.mark = mark;
        }
    }

    private record Source(String file, Part part, List<Item> items) {}

    private record Known(String name, Origin origin) {}

    private final List<Source> sources = new ArrayList<>();
    private final Dataset rows = new Dataset();
    private final List<Rejection> rejections = new ArrayList<>();

    /** Where each key was first seen, by kind. */
    private final Map<Kind, Map<String, Origin>> seen = new HashMap<>();

    private final Map<String, Known> people = new HashMap<>();
    private final Set<String> tags = new LinkedHashSet<>();

    /**
     * Parses a file and takes what is in it.
     *
     * @throws UnreadableFileException if it cannot be parsed, or is not what AMY publishes
     */
    public void add(AmyFile file) {
        switch (Documents.parse(file)) {
            case Item.Fields fields -> addWebsiteFile(file.name(), fields);
            case Item.Rows answer -> addAnswer(file.name(), answer);
            case Item other ->
                throw unreadable(file.name(), other, "this is " + other.described() + ", neither a list nor a mapping");
        }
    }

    /** Everything that was taken, as rows. */
    public Reading reading() {
        for (var part : Part.values()) {
            for (var source : sources) {
                if (source.part() == part) {
                    read(source);
                }
            }
        }
        return new Reading(rows, rejections);
    }

    private void addWebsiteFile(String file, Item.Fields fields) {
        var found = new LinkedHashMap<String, Part>();
        for (var part : Part.values()) {
            found.put(part.key, part);
        }
        var parts = 0;
        for (var entry : fields.values().entrySet()) {
            var part = found.get(entry.getKey());
            if (part != null) {
                if (!(entry.getValue() instanceof Item.Rows list)) {
                    throw unreadable(
                            file,
                            entry.getValue(),
                            part.key + " is " + entry.getValue().described() + ", not a list");
                }
                sources.add(new Source(file, part, list.items()));
                parts++;
            } else if (!IGNORED.contains(entry.getKey())) {
                throw unreadable(
                        file,
                        entry.getValue(),
                        "unknown key " + Item.quoted(entry.getKey()) + "; known are "
                                + String.join(", ", found.keySet()) + " (and, ignored, flags, timestamp, workshops)");
            }
        }
        if (parts == 0) {
            throw unreadable(file, fields, "there is none of " + String.join(", ", found.keySet()));
        }
    }

    /** One of AMY's three answers: a list, whose rows tell which. An empty one tells nothing and brings nothing. */
    private void addAnswer(String file, Item.Rows answer) {
        for (var item : answer.items()) {
            if (item instanceof Item.Fields fields) {
                for (var part : Part.values()) {
                    if (fields.values().containsKey(part.mark)) {
                        sources.add(new Source(file, part, answer.items()));
                        return;
                    }
                }
            }
        }
        if (!answer.items().isEmpty()) {
            throw unreadable(
                    file,
                    answer.items().getFirst(),
                    "no row has instructors (an airport), persons (a badge) or a slug (an event)");
        }
    }

    private void read(Source source) {
        var file = source.file();
        for (var item : source.items()) {
            switch (source.part()) {
                case AIRPORTS -> airport(file, item);
                case BADGES -> badge(file, item);
                case PAST_EVENTS, CURRENT_EVENTS -> event(file, item);
            }
        }
    }

    private void airport(String file, Item item) {
        var row = values(Kind.AIRPORT, file, item, AIRPORT);
        if (row.isEmpty()) {
            return;
        }
        var airport = row.get();
        var name = airport.name("name");
        var latitude = airport.degrees("latitude", 90);
        var longitude = airport.degrees("longitude", 180);
        var country = airport.country("country");
        var instructors = airport.rows("instructors");
        if (airport.good() && (latitude.isEmpty() || longitude.isEmpty() || country.isEmpty())) {
            airport.fault("an airport needs latitude, longitude and country; one of them is null");
        }
        var taken = accept(Kind.AIRPORT, name, file, airport);
        if (taken) {
            var values = new LinkedHashMap<String, Object>();
            values.put("name", name);
            values.put("latitude", latitude.orElseThrow());
            values.put("longitude", longitude.orElseThrow());
            values.put("country", country.orElseThrow());
            add(Kind.AIRPORT, file, item, values);
        }
        for (var person : instructors) {
            instructor(file, person, name, taken);
        }
    }

    private void instructor(String file, Item item, String airport, boolean airportTaken) {
        var row = values(Kind.PERSON, file, item, INSTRUCTOR);
        if (row.isEmpty()) {
            return;
        }
        var person = row.get();
        var user = person.name("user");
        var name = person.name("name");
        if (!airportTaken) {
            person.fault("the airport " + Item.quoted(airport) + " of this person is rejected");
        }
        if (accept(Kind.PERSON, user, file, person)) {
            people.put(user, new Known(name, new Origin(file, item.line())));
            var values = named(user, name);
            values.put("airport", airport);
            add(Kind.PERSON, file, item, values);
        }
    }

    private void badge(String file, Item item) {
        var row = values(Kind.BADGE, file, item, BADGE);
        if (row.isEmpty()) {
            return;
        }
        var badge = row.get();
        var name = badge.name("name");
        var persons = badge.rows("persons");
        var taken = accept(Kind.BADGE, name, file, badge);
        if (taken) {
            add(Kind.BADGE, file, item, new LinkedHashMap<>(Map.of("name", name)));
        }
        for (var holder : persons) {
            holder(file, holder, name, taken);
        }
    }

    private void holder(String file, Item item, String badge, boolean badgeTaken) {
        var row = values(Kind.AWARD, file, item, HOLDER);
        if (row.isEmpty()) {
            return;
        }
        var holder = row.get();
        var user = holder.name("user");
        var name = holder.name("name");
        var awarded = holder.day("awarded");
        if (!badgeTaken) {
            holder.fault("the badge " + Item.quoted(badge) + " is rejected");
        }
        var known = people.get(user);
        if (known != null && !known.name().equals(name)) {
            holder.fault(
                    "name",
                    "%s is %s here and %s at %s"
                            .formatted(user, Item.quoted(name), Item.quoted(known.name()), known.origin()));
        }
        if (!accept(Kind.AWARD, user + " " + badge, file, holder)) {
            return;
        }
        if (known == null) {
            people.put(user, new Known(name, new Origin(file, item.line())));
            add(Kind.PERSON, file, item, named(user, name));
        }
        var values = new LinkedHashMap<String, Object>();
        values.put("person", user);
        values.put("badge", badge);
        values.put("awarded", awarded.orElse(null));
        add(Kind.AWARD, file, item, values);
    }

    private void event(String file, Item item) {
        var row = values(Kind.EVENT, file, item, EVENT);
        if (row.isEmpty()) {
            return;
        }
        var event = row.get();
        var slug = event.name("slug");
        var start = event.day("start");
        var end = event.day("end");
        var values = new LinkedHashMap<String, Object>();
        values.put("slug", slug);
        values.put("start", start.orElse(null));
        values.put("end", end.orElse(null));
        values.put("url", event.textOrNull("url").orElse(null));
        values.put("contact", event.textOrNull("contact").orElse(null));
        values.put("country", event.country("country").orElse(null));
        values.put("venue", event.textOrNull("venue").orElse(null));
        values.put("address", event.textOrNull("address").orElse(null));
        // AMY never looked: three events of 2015 lie at 522257.2, 130350.0, and are published so
        values.put("latitude", event.number("latitude").orElse(null));
        values.put("longitude", event.number("longitude").orElse(null));
        values.put("reg_key", event.textOrNull("eventbrite_id").orElse(null));
        var labels = new LinkedHashMap<String, Item>();
        for (var label : event.rows("tags")) {
            if (label instanceof Item.Fields fields) {
                var tag = new RowValues(fields, TAG);
                labels.putIfAbsent(tag.name("name"), label);
                if (!tag.good()) {
                    event.fault("tags", "a tag's " + tag.reason());
                }
            } else {
                event.fault("tags", "a tag is " + label.described() + ", not a mapping with a name");
            }
        }
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            event.fault("end", "end " + end.get() + " is before start " + start.get());
        }
        if (!accept(Kind.EVENT, slug, file, event)) {
            return;
        }
        add(Kind.EVENT, file, item, values);
        labels.forEach((name, label) -> {
            if (tags.add(name)) {
                add(Kind.TAG, file, label, new LinkedHashMap<>(Map.of("name", name)));
            }
            var link = new LinkedHashMap<String, Object>();
            link.put("event", slug);
            link.put("tag", name);
            add(Kind.EVENT_TAG, file, label, link);
        });
    }

    /**
     * The full name is put together again as personal, a blank, family; cut at the first blank it comes out to the
     * character, whatever the name is.
     */
    private static LinkedHashMap<String, Object> named(String user, String name) {
        var blank = name.indexOf(' ');
        var values = new LinkedHashMap<String, Object>();
        values.put("username", user);
        values.put("personal", blank < 0 ? name : name.substring(0, blank));
        values.put("family", blank < 0 ? null : name.substring(blank + 1));
        return values;
    }

    private Optional<RowValues> values(Kind kind, String file, Item item, List<String> keys) {
        if (item instanceof Item.Fields fields) {
            return Optional.of(new RowValues(fields, keys));
        }
        rejections.add(new Rejection(
                kind, "", new Origin(file, item.line()), "a row is " + item.described() + ", not a mapping"));
        return Optional.empty();
    }

    /** Whether the row is good and the first of its key; else it is written down as rejected. */
    private boolean accept(Kind kind, String key, String file, RowValues row) {
        if (row.good()) {
            var earlier =
                    seen.computeIfAbsent(kind, _ -> new HashMap<>()).putIfAbsent(key, new Origin(file, row.line()));
            if (earlier != null) {
                row.fault("%s is there already, at %s".formatted(Item.quoted(key), earlier));
            }
        }
        if (!row.good()) {
            rejections.add(new Rejection(kind, key, new Origin(file, row.line()), row.reason()));
        }
        return row.good();
    }

    private void add(Kind kind, String file, Item item, Map<String, Object> values) {
        rows.add(kind, new Dataset.Row(new Origin(file, item.line()), values));
    }

    private static UnreadableFileException unreadable(String file, Item where, String what) {
        return new UnreadableFileException(new Origin(file, where.line()), what);
    }
}
