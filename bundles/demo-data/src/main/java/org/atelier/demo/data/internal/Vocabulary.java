package org.atelier.demo.data.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;

/** The words everything else is described with, the airports, and the organizations. */
final class Vocabulary {
    static final List<String> LESSONS = List.of(
            "swc/shell",
            "swc/git",
            "swc/python",
            "swc/r",
            "swc/sql",
            "dc/ecology",
            "dc/genomics",
            "dc/geospatial",
            "dc/social-science",
            "lc/introduction",
            "lc/openrefine",
            "lc/webscraping");

    static final List<String> KNOWLEDGE_DOMAINS = List.of(
            "Astronomy",
            "Chemistry",
            "Climate science",
            "Ecology",
            "Genomics",
            "Humanities",
            "Library science",
            "Mathematics",
            "Neuroscience",
            "Oceanography",
            "Physics",
            "Social sciences");

    /** Who runs workshops for others; the last is for those who run their own. */
    static final List<String> ADMINISTRATORS = List.of(
            "software-skills.example", "data-skills.example", "library-skills.example", "self-organized.example");

    private static final Map<String, String> SUBTAGS = new TreeMap<>(Map.ofEntries(
            Map.entry("Amharic", "am"),
            Map.entry("Arabic", "ar"),
            Map.entry("Czech", "cs"),
            Map.entry("Danish", "da"),
            Map.entry("Dutch", "nl"),
            Map.entry("English", "en"),
            Map.entry("Estonian", "et"),
            Map.entry("Finnish", "fi"),
            Map.entry("French", "fr"),
            Map.entry("German", "de"),
            Map.entry("Greek", "el"),
            Map.entry("Hindi", "hi"),
            Map.entry("Icelandic", "is"),
            Map.entry("Indonesian", "id"),
            Map.entry("Italian", "it"),
            Map.entry("Japanese", "ja"),
            Map.entry("Kannada", "kn"),
            Map.entry("Korean", "ko"),
            Map.entry("Mandarin", "cmn"),
            Map.entry("Norwegian", "nb"),
            Map.entry("Polish", "pl"),
            Map.entry("Portuguese", "pt"),
            Map.entry("Spanish", "es"),
            Map.entry("Swahili", "sw"),
            Map.entry("Swedish", "sv"),
            Map.entry("Thai", "th"),
            Map.entry("Turkish", "tr")));

    private Vocabulary() {}

    static void add(Dataset rows) {
        for (var place : Place.ALL) {
            var airport = place.airport();
            Rows.add(
                    rows,
                    Kind.AIRPORT,
                    "name",
                    airport.name(),
                    "iata",
                    airport.iata(),
                    "country",
                    place.country(),
                    "latitude",
                    airport.latitude(),
                    "longitude",
                    airport.longitude());
        }
        SUBTAGS.forEach((name, subtag) -> Rows.add(rows, Kind.LANGUAGE, "name", name, "subtag", subtag));
        LESSONS.forEach(lesson -> Rows.add(rows, Kind.LESSON, "name", lesson));
        KNOWLEDGE_DOMAINS.forEach(domain -> Rows.add(rows, Kind.KNOWLEDGE_DOMAIN, "name", domain));
        organizations(rows);
        tag(rows, "SWC", "Software skills: the shell, version control, programming");
        tag(rows, "DC", "Data skills: from spreadsheets to databases");
        tag(rows, "LC", "Library skills: data for librarians");
        tag(rows, "TTT", "Training for those who will teach");
        tag(rows, "WiSE", "For women in science and engineering");
        tag(rows, "online", "Held on the Internet");
        tag(rows, "pilot", "First run of a new lesson");
        tag(rows, "hackathon", "Two days of building something together");
        tag(rows, "stalled", "Nobody has answered for a long time");
        tag(rows, "cancelled", "Did not take place after all");
        role(rows, "host", "Host");
        role(rows, "instructor", "Instructor");
        role(rows, "helper", "Helper");
        role(rows, "learner", "Learner");
        role(rows, "organizer", "Organizer");
        badge(
                rows,
                "swc-instructor",
                "Software skills instructor",
                "Teaches the shell, version control and programming");
        badge(rows, "dc-instructor", "Data skills instructor", "Teaches data, from spreadsheets to databases");
        badge(rows, "lc-instructor", "Library skills instructor", "Teaches data to librarians");
        badge(rows, "trainer", "Trainer", "Trains those who will teach");
        badge(rows, "maintainer", "Maintainer", "Looks after a lesson");
        badge(rows, "organizer", "Organizer", "Has organized a workshop");
    }

    private static void organizations(Dataset rows) {
        organization(rows, ADMINISTRATORS.get(0), "Software Skills for Everyone", null);
        organization(rows, ADMINISTRATORS.get(1), "Data Skills for Everyone", null);
        organization(rows, ADMINISTRATORS.get(2), "Library Skills for Everyone", null);
        organization(rows, ADMINISTRATORS.get(3), "Self-organized", "");
        for (var place : Place.ALL) {
            organization(rows, domain(place), place.venues().getFirst(), place.country());
        }
    }

    /** The domain of the organization that hosts there; nobody can own one that ends in {@code .example}. */
    static String domain(Place place) {
        return place.key() + ".example";
    }

    private static void organization(Dataset rows, String domain, String fullname, String country) {
        Rows.add(rows, Kind.ORGANIZATION, "domain", domain, "fullname", fullname, "country", country);
    }

    private static void tag(Dataset rows, String name, String details) {
        Rows.add(rows, Kind.TAG, "name", name, "details", details);
    }

    private static void role(Dataset rows, String name, String verboseName) {
        Rows.add(rows, Kind.ROLE, "name", name, "verbose_name", verboseName);
    }

    private static void badge(Dataset rows, String name, String title, String criteria) {
        Rows.add(rows, Kind.BADGE, "name", name, "title", title, "criteria", criteria);
    }
}
