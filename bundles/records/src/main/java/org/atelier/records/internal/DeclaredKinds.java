package org.atelier.records.internal;

import static org.atelier.merge.spi.ColumnDescriptor.plain;
import static org.atelier.merge.spi.ColumnDescriptor.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.merge.spi.ColumnDescriptor;
import org.atelier.merge.spi.DescriptorSource;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.FieldDescriptor;
import org.atelier.merge.spi.RelationDescriptor;
import org.atelier.records.KindDeclaration;
import org.atelier.records.KindDeclarations;
import org.atelier.records.Range;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Declares the kinds. What can be merged is described once, by its {@link DescriptorSource}: only what a list shows is
 * said here. The other kinds are described here as a whole.
 */
@Component
public final class DeclaredKinds implements KindDeclarations {
    private static final ColumnDescriptor NAME = plain("name", "Name");
    private static final ColumnDescriptor PERSON = reference("person", "Person", "person", "full_name");
    private static final ColumnDescriptor EVENT = reference("event", "Event", "event", "slug");
    private static final ColumnDescriptor TITLE = plain("title", "Title");

    /** Where on the globe something is, in degrees. */
    private static final Map<String, Range> DEGREES =
            Map.of("latitude", new Range(-90, 90), "longitude", new Range(-180, 180));

    /** What lists show of the kinds that can be merged, by kind. */
    private static final Map<String, Listing> MERGEABLE = Map.of(
            "event",
                    new Listing("events", "Events")
                            .computed(plain("published", "Published"))
                            .within(DEGREES)
                            .urls(
                                    "url",
                                    "learners_pre",
                                    "learners_post",
                                    "instructors_pre",
                                    "instructors_post",
                                    "learners_longterm")
                            .links("tags")
                            .listed("slug", "start", "venue", "country", "host", "tags", "published")
                            .searched("slug", "venue", "address", "contact")
                            .sorted("start", "slug", "id")
                            .descending()
                            .filtered(
                                    "tags",
                                    "country",
                                    "host",
                                    "administrator",
                                    "assigned_to",
                                    "language",
                                    "start",
                                    "published",
                                    "completed",
                                    "invoice_status"),
            "person",
                    new Listing("persons", "People")
                            .title("full_name")
                            .computed(plain("full_name", "Name"))
                            .urls("url")
                            .links("languages", "knowledge_domains")
                            .listed("full_name", "username", "email", "airport", "affiliation")
                            .searched("full_name", "username", "email", "github", "affiliation")
                            .sorted("family", "username", "id")
                            .filtered("airport", "languages", "knowledge_domains", "may_contact", "publish_profile"),
            "organization",
                    new Listing("organizations", "Organizations")
                            .title("fullname")
                            .listed("fullname", "domain", "country")
                            .searched("fullname", "domain")
                            .sorted("fullname", "domain", "country")
                            .filtered("country"),
            "tag",
                    new Listing("tags", "Tags")
                            .listed("name", "details", "retired")
                            .searched("name", "details")
                            .sorted("name")
                            .filtered("retired"));

    /** The kinds that cannot be merged, in order. */
    private static final List<KindDeclaration> OTHERS = List.of(
            new Listing("tasks", "Tasks")
                    .title("person", "role", "event")
                    .urls("url")
                    .listed("person", "role", "event", "title")
                    .searched("title")
                    .sorted("id")
                    .descending()
                    .filtered("event", "person", "role")
                    .of(
                            "task",
                            "Task",
                            EVENT,
                            PERSON,
                            reference("role", "Role", "role", "name"),
                            TITLE,
                            plain("url", "URL")),
            new Listing("todos", "To-dos")
                    .title("title")
                    .prose("additional")
                    .listed("title", "event", "due", "completed")
                    .searched("title", "additional")
                    .sorted("due")
                    .filtered("event", "completed", "due")
                    .of(
                            "todo",
                            "To-do",
                            EVENT,
                            TITLE,
                            plain("completed", "Completed"),
                            plain("due", "Due"),
                            plain("additional", "Additional")),
            new Listing("awards", "Awards")
                    .title("badge", "person")
                    .listed("person", "badge", "awarded", "event")
                    .sorted("awarded", "id")
                    .descending()
                    .filtered("badge", "person", "event", "awarded", "awarded_by")
                    .of(
                            "award",
                            "Award",
                            PERSON,
                            reference("badge", "Badge", "badge", "name"),
                            plain("awarded", "Awarded"),
                            EVENT,
                            reference("awarded_by", "Awarded by", "person", "full_name")),
            new Listing("badges", "Badges")
                    .keyed("name")
                    .prose("criteria")
                    .listed("name", "title")
                    .searched("name", "title")
                    .sorted("name", "title")
                    .of("badge", "Badge", NAME, TITLE, plain("criteria", "Criteria")),
            new Listing("roles", "Roles")
                    .keyed("name")
                    .listed("name", "verbose_name")
                    .searched("name", "verbose_name")
                    .sorted("name", "verbose_name")
                    .of("role", "Role", NAME, plain("verbose_name", "Verbose name")),
            new Listing("airports", "Airports")
                    .keyed("name")
                    .within(DEGREES)
                    .listed("name", "iata", "country", "latitude", "longitude")
                    .searched("name", "iata")
                    .sorted("name", "iata", "country", "latitude", "longitude")
                    .filtered("country")
                    .of(
                            "airport",
                            "Airport",
                            NAME,
                            plain("iata", "IATA code"),
                            plain("country", "Country"),
                            plain("latitude", "Latitude"),
                            plain("longitude", "Longitude")),
            named("lessons", "Lessons", "lesson", "Lesson"),
            new Listing("qualifications", "Qualifications")
                    .title("person", "lesson")
                    .listed("person", "lesson")
                    .sorted("id")
                    .filtered("lesson", "person")
                    .of("qualification", "Qualification", PERSON, reference("lesson", "Lesson", "lesson", "name")),
            new Listing("languages", "Languages")
                    .keyed("name")
                    .listed("name", "subtag")
                    .searched("name", "subtag")
                    .sorted("name", "subtag")
                    .of("language", "Language", NAME, plain("subtag", "Subtag")),
            named("knowledge-domains", "Knowledge domains", "knowledge_domain", "Knowledge domain"),
            new Listing("terms", "Terms")
                    .keyed("name")
                    .prose("content")
                    .listed("name", "content")
                    .searched("name", "content")
                    .sorted("name")
                    .of("term", "Term", NAME, plain("content", "Content")),
            new Listing("consents", "Consents")
                    .title("person", "term")
                    .listed("person", "term", "answer", "answered")
                    .sorted("answered", "id")
                    .descending()
                    .filtered("person", "term", "answer")
                    .of(
                            "consent",
                            "Consent",
                            PERSON,
                            reference("term", "Term", "term", "name"),
                            plain("answer", "Answer"),
                            plain("answered", "Answered")));

    private final Set<DescriptorSource> sources = ConcurrentHashMap.newKeySet();

    /** A kind with nothing but a name. */
    private static KindDeclaration named(String plural, String labels, String name, String label) {
        return new Listing(plural, labels)
                .keyed("name")
                .listed("name")
                .searched("name")
                .sorted("name")
                .of(name, label, NAME);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addDescriptorSource(DescriptorSource source) {
        sources.add(source);
    }

    public void removeDescriptorSource(DescriptorSource source) {
        sources.remove(source);
    }

    @Override
    public List<KindDeclaration> all() {
        var entities = new LinkedHashMap<String, EntityDescriptor>();
        sources.stream().flatMap(source -> source.entities().stream()).forEach(it -> entities.put(it.kind(), it));
        return Stream.concat(
                        Stream.of("event", "person", "organization", "tag")
                                .flatMap(kind -> Optional.ofNullable(entities.get(kind)).stream())
                                .map(this::mergeable),
                        OTHERS.stream())
                .toList();
    }

    private KindDeclaration mergeable(EntityDescriptor entity) {
        var links = sources.stream()
                .flatMap(source -> source.relations().stream())
                .filter(relation -> relation.kind().equals(entity.kind()))
                .flatMap(
                        relation -> relation instanceof RelationDescriptor.Link link ? Stream.of(link) : Stream.empty())
                .toList();
        return MERGEABLE.get(entity.kind()).of(entity, links);
    }

    /** What is said of a kind beside its columns. */
    private static final class Listing {
        private final String plural;
        private final String labels;
        private Optional<String> key = Optional.empty();
        private List<String> title = List.of();
        private List<ColumnDescriptor> computed = List.of();
        private List<String> links = List.of();
        private Set<String> prose = Set.of();
        private Set<String> urls = Set.of();
        private Map<String, Range> ranges = Map.of();
        private List<String> listed = List.of();
        private List<String> searched = List.of();
        private List<String> sorted = List.of();
        private boolean descending;
        private List<String> filtered = List.of();

        Listing(String plural, String labels) {
            this.plural = plural;
            this.labels = labels;
        }

        Listing keyed(String column) {
            key = Optional.of(column);
            return title(column);
        }

        Listing title(String... columns) {
            title = List.of(columns);
            return this;
        }

        Listing computed(ColumnDescriptor... columns) {
            computed = List.of(columns);
            return this;
        }

        Listing links(String... names) {
            links = List.of(names);
            return this;
        }

        Listing prose(String... columns) {
            prose = Set.of(columns);
            return this;
        }

        Listing urls(String... columns) {
            urls = Set.of(columns);
            return this;
        }

        Listing listed(String... names) {
            listed = List.of(names);
            return this;
        }

        Listing searched(String... columns) {
            searched = List.of(columns);
            return this;
        }

        Listing sorted(String... names) {
            sorted = List.of(names);
            return this;
        }

        Listing descending() {
            descending = true;
            return this;
        }

        Listing filtered(String... names) {
            filtered = List.of(names);
            return this;
        }

        /** What the numbers of some columns may be. */
        Listing within(Map<String, Range> wanted) {
            ranges = wanted;
            return this;
        }

        KindDeclaration of(String name, String label, ColumnDescriptor... columns) {
            return declared(name, label, List.of(columns), List.of());
        }

        KindDeclaration of(EntityDescriptor entity, List<RelationDescriptor.Link> relations) {
            key = Optional.of(entity.slug());
            if (title.isEmpty()) {
                title = List.of(entity.slug());
            }
            prose = entity.fields().stream()
                    .filter(FieldDescriptor::prose)
                    .map(FieldDescriptor::name)
                    .collect(Collectors.toSet());
            return declared(
                    entity.table(),
                    entity.label(),
                    entity.fields().stream().map(FieldDescriptor::column).toList(),
                    relations.stream()
                            .filter(relation -> links.contains(relation.name()))
                            .toList());
        }

        private KindDeclaration declared(
                String name, String label, List<ColumnDescriptor> columns, List<RelationDescriptor.Link> ownLinks) {
            return new KindDeclaration(
                    name,
                    plural,
                    label,
                    labels,
                    key,
                    title,
                    columns,
                    computed,
                    prose,
                    urls,
                    ranges,
                    ownLinks,
                    listed,
                    searched,
                    sorted,
                    descending,
                    filtered);
        }
    }
}
