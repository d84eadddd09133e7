package org.atelier.rest.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.atelier.amy.AmyReader;
import org.atelier.backup.internal.MemoryBackupStore;
import org.atelier.backup.internal.StreamedBackups;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets;
import org.atelier.domain.Event;
import org.atelier.domain.EventDetails;
import org.atelier.domain.EventSummary;
import org.atelier.domain.Events;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Tag;
import org.atelier.domain.Vocabulary;
import org.atelier.export.EventFilter;
import org.atelier.export.Export;
import org.atelier.export.Exports;
import org.atelier.export.ServedFeeds;
import org.atelier.health.Check;
import org.atelier.health.Installation;
import org.atelier.history.Change;
import org.atelier.history.FieldChange;
import org.atelier.history.History;
import org.atelier.history.HistoryException;
import org.atelier.history.LogQuery;
import org.atelier.history.LoggedOperation;
import org.atelier.history.Moment;
import org.atelier.history.Operation;
import org.atelier.history.RecordName;
import org.atelier.history.Timeline;
import org.atelier.http.Route;
import org.atelier.merge.engine.Candidate;
import org.atelier.merge.engine.Candidates;
import org.atelier.merge.engine.Explanation;
import org.atelier.merge.engine.InstalledStrategies.Offered;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeForm;
import org.atelier.merge.engine.MergeHistory;
import org.atelier.merge.engine.MergeQuery;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.MergeSummary;
import org.atelier.merge.engine.MergeableKind;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.PlanJson;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.RedirectChange;
import org.atelier.merge.engine.RedirectQuery;
import org.atelier.merge.engine.Resolution;
import org.atelier.merge.engine.Snapshot;
import org.atelier.merge.engine.UndoConflict;
import org.atelier.merge.engine.UndoJson;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoPlan;
import org.atelier.merge.engine.UndoReceipt;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.Undos;
import org.atelier.merge.spi.EntityDescriptor;
import org.atelier.merge.spi.Side;
import org.atelier.merge.spi.Value;
import org.atelier.security.internal.House;
import org.atelier.upload.internal.MemoryUploads;

/** The ports as small things in memory, which remember what was asked of them. */
final class Fakes {
    private Fakes() {}

    /** Every route there is, on things like these. */
    static List<Route> everyRoute() {
        return everyRoute(House.inMemory());
    }

    static List<Route> everyRoute(House house) {
        var events = new OneEvent();
        var merges = new Obedient();
        var history = new OneMerge();
        Datasets datasets = (_, _, _, _) -> new Datasets.Report(true, Map.of(), List.of());
        return ApiServlet.routes(
                new ExportRoutes(new Feeds()).routes(),
                new EventRoutes(events).routes(),
                VocabularyRoutes.all(new Words()),
                new RecordRoutes(new InMemory()).routes(),
                new MergeRoutes(merges, new Twins()).routes(),
                new CandidateRoutes(new OnePerson()).routes(),
                new MergeHistoryRoutes(history).routes(),
                new HistoryRoutes(new OneTagging()).routes(),
                new UndoRoutes(merges, new Reluctant()).routes(),
                new DuplicateRoutes(new Twins()).routes(),
                new UploadRoutes(new MemoryUploads().uploads()).routes(),
                new InstructorRoutes(new OneInstructor(), java.time.InstantSource.system()).routes(),
                new OverviewRoutes(new Looked(), house.accounts, java.time.InstantSource.system()).routes(),
                new RedirectRoutes(history, merges).routes(),
                new ImportRoutes(AmyReader::read, datasets).routes(),
                new AccountRoutes(house.accounts, house.sessions, house.tokens).routes(),
                new MyAccountRoutes(house.accounts, house.sessions, house.tokens).routes(),
                new InstallationRoutes(
                                new Here(), () -> List.of(Here.STRATEGY), new Here(), house.sessions, house.tokens)
                        .routes(),
                new BackupRoutes(new StreamedBackups(new MemoryBackupStore(), "1.2.3")).routes(),
                new DemoRoutes(Optional.of(Dataset::new), datasets, events).routes());
    }

    /** An installation with one of each. */
    static final class Here implements Installation, ServedFeeds {
        static final Offered STRATEGY = new Offered(
                "combine", "Both", "links", new TreeSet<>(Set.of("event.tags")), 0, "org.example.Combine", true);

        @Override
        public List<Check> checks() {
            return List.of(Check.degraded("merging", "a reference nobody declares"));
        }

        @Override
        public List<Installed> bundles() {
            return List.of(new Installed(
                    "org.example.plugin", "1.2.0", Origin.PLUGIN, "installed", List.of("it cannot be resolved")));
        }

        @Override
        public List<Served> lately() {
            return List.of(new Served(
                    "events/published.yaml?tag=SWC",
                    1_234,
                    Optional.of(Instant.parse("2026-06-15T12:00:00Z")),
                    Instant.parse("2026-06-15T12:30:00Z"),
                    1,
                    47,
                    true));
        }

        @Override
        public List<InForce> settings() {
            return List.of(new InForce("atelier.database.password", HIDDEN, "environment"));
        }
    }

    /** Feeds that say what they were asked for. */
    static class Feeds implements Exports {
        @Override
        public Export badges(Format format) {
            return export("badges", format);
        }

        @Override
        public Export instructors(Format format) {
            return export("instructors", format);
        }

        @Override
        public Export members(LocalDate earliest, LocalDate latest, Format format) {
            return export("members " + earliest + " " + latest, format);
        }

        @Override
        public Export events(EventFilter filter, Format format) {
            var unknown = filter.tags().stream()
                    .filter(tag -> !List.of("DC", "SWC").contains(tag))
                    .map(tag -> "tag \"" + tag + "\"")
                    .toList();
            if (!unknown.isEmpty()) {
                throw new UnknownFilterException(unknown);
            }
            return export("events " + filter.tags() + filter.host() + filter.administrator(), format);
        }

        private static Export export(String text, Format format) {
            return new Feed(format, (text + " as " + format + "\n").getBytes(StandardCharsets.UTF_8), Feed.LONG_AGO);
        }
    }

    /** Feeds that are not in memory, and count how often they were let go of. */
    static final class StoredFeeds extends Feeds {
        final AtomicInteger released = new AtomicInteger();

        @Override
        public Export badges(Format format) {
            var feed = super.badges(format);
            return new Export() {
                @Override
                public Format format() {
                    return format;
                }

                @Override
                public String digest() {
                    return feed.digest();
                }

                @Override
                public Instant changed() {
                    return feed.changed();
                }

                @Override
                public long length() {
                    return feed.length();
                }

                @Override
                public Optional<byte[]> bytes() {
                    return Optional.empty();
                }

                @Override
                public Optional<byte[]> gzip() {
                    return Optional.empty();
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    feed.writeTo(out);
                }

                @Override
                public void close() {
                    released.incrementAndGet();
                }
            };
        }
    }

    /** A feed in memory; "gzip" is the word itself. */
    record Feed(Exports.Format format, byte[] body, Instant changed) implements Export {
        static final Instant LONG_AGO = Instant.parse("2016-04-06T14:03:27.5Z");

        @Override
        public String digest() {
            return Integer.toHexString(Arrays.hashCode(body));
        }

        @Override
        public long length() {
            return body.length;
        }

        @Override
        public Optional<byte[]> bytes() {
            return Optional.of(body);
        }

        @Override
        public Optional<byte[]> gzip() {
            return Optional.of("gzip".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(body);
        }

        @Override
        public void close() {
            // nothing but memory
        }
    }

    /** One event, {@code 2016-05-01-here}; {@code 2015-old} was merged into it. */
    static final class OneEvent implements Events {
        static final String SLUG = "2016-05-01-here";
        final Set<String> tagged = new TreeSet<>(Set.of("DC"));
        final List<NewOperation> operations = new ArrayList<>();

        @Override
        public Lookup<EventDetails> find(String slugOrId) {
            return switch (slugOrId) {
                case SLUG, "7" -> new Lookup.Found<>(details());
                case "2015-old" -> new Lookup.Moved<>(SLUG);
                default -> new Lookup.Missing<>();
            };
        }

        @Override
        public BulkTagging tagAll(List<String> slugs, String tag, boolean linked, NewOperation by) {
            if (!tag.equals("DC") && !tag.equals("SWC")) {
                return new BulkTagging.NoSuchTag();
            }
            var unknown = slugs.stream().filter(slug -> !slug.equals(SLUG)).toList();
            if (!unknown.isEmpty()) {
                return new BulkTagging.NoSuchEvents(unknown);
            }
            if (!(linked ? tagged.add(tag) : tagged.remove(tag))) {
                return new BulkTagging.Unchanged();
            }
            operations.add(by);
            return new BulkTagging.Changed(1, 77);
        }

        private EventDetails details() {
            return new EventDetails(
                    new Event(
                            7,
                            SLUG,
                            true,
                            Optional.of("ann"),
                            Optional.of(LocalDate.of(2016, 5, 1)),
                            Optional.of(LocalDate.of(2016, 5, 2)),
                            Optional.of("example.org"),
                            Optional.empty(),
                            Optional.of("https://example.org/here"),
                            Optional.of("key"),
                            Optional.of(new BigDecimal("2500.00")),
                            Optional.of("paid"),
                            Optional.of(23),
                            Optional.of(""),
                            Optional.of("DE"),
                            Optional.of("Zoë's"),
                            Optional.of("A street"),
                            Optional.of(0.00054),
                            Optional.of(-1.5),
                            Optional.empty(),
                            Optional.of("notes"),
                            true),
                    List.of(new Tag(2, "DC", "Data")),
                    List.of(new EventDetails.Task(3, "ann", "Ann", "instructor", "", "")),
                    List.of(new EventDetails.Todo(4, "call", false, Optional.of(LocalDate.of(2016, 4, 1)), "")),
                    List.of(new EventDetails.Award(5, "ann", "Ann", "swc-instructor", Optional.empty())));
        }

        @Override
        public List<EventSummary> search(String text, int limit) {
            return List.of(new EventSummary(
                    7,
                    SLUG + "?" + text + "&" + limit,
                    Optional.of(LocalDate.of(2016, 5, 1)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("DE"),
                    true,
                    List.of("DC")));
        }

        @Override
        public TagOutcome tag(String slugOrId, String tag, NewOperation by) {
            return change(slugOrId, tag, by, () -> tagged.add(tag));
        }

        @Override
        public TagOutcome untag(String slugOrId, String tag, NewOperation by) {
            return change(slugOrId, tag, by, () -> tagged.remove(tag));
        }

        private TagOutcome change(String slug, String tag, NewOperation by, java.util.function.BooleanSupplier change) {
            if (!slug.equals(SLUG) && !slug.equals("7")) {
                return TagOutcome.NO_SUCH_EVENT;
            }
            if (!List.of("DC", "SWC", "a b&c é").contains(tag)) {
                return TagOutcome.NO_SUCH_TAG;
            }
            if (!change.getAsBoolean()) {
                return TagOutcome.UNCHANGED;
            }
            operations.add(by);
            return TagOutcome.CHANGED;
        }
    }

    /**
     * Words of which every kind has the same: {@code DC} is relied on, {@code SWC} is used twice, {@code foreign} by
     * rows of others, {@code a b&c é} by nobody, and {@code old} was merged into SWC.
     */
    static final class Words implements Vocabulary {
        final List<NewOperation> operations = new ArrayList<>();

        @Override
        public List<Term> all(Kind kind) {
            return List.of(
                    new Term(2, "DC", "Data", 0, List.of("the website", "a report")),
                    new Term(3, "SWC", "", 2, List.of(), kind == Kind.TAG));
        }

        @Override
        public Lookup<Term> find(Kind kind, String name) {
            if (name.equals("old")) {
                return new Lookup.Moved<>("SWC");
            }
            return all(kind).stream()
                    .filter(term -> term.name().equals(name))
                    .findFirst()
                    .<Lookup<Term>>map(Lookup.Found::new)
                    .orElseGet(Lookup.Missing::new);
        }

        @Override
        public Creation create(Kind kind, String name, String details, NewOperation by) {
            return switch (find(kind, name)) {
                case Lookup.Found<Term> _ -> new Creation.Exists();
                case Lookup.Moved<Term>(var to) -> new Creation.LeadsElsewhere(to);
                case Lookup.Missing<Term>() -> {
                    operations.add(by);
                    yield new Creation.Created(new Term(9, name, details, 0, List.of()));
                }
            };
        }

        @Override
        public Deletion delete(Kind kind, String name, NewOperation by) {
            return switch (name) {
                case "DC" -> new Deletion.ReliedOn(List.of("the website", "a report"));
                case "SWC" -> new Deletion.InUse(2);
                case "foreign" -> new Deletion.InUse(0);
                case "old" -> new Deletion.LeadsElsewhere("SWC");
                case "a b&c é" -> {
                    operations.add(by);
                    yield new Deletion.Deleted();
                }
                default -> new Deletion.Missing();
            };
        }

        @Override
        public List<Gap> gaps() {
            return List.of();
        }
    }

    /** A person who is found whatever is looked for. */
    static final class OnePerson implements Candidates {
        private static final Candidate ADA = new Candidate(5, "ada", List.of("Ada Lovelace", "a@example.org"));
        String asked = "";

        @Override
        public Lookup<Candidate> find(String kind, String nameOrId) {
            throw new AssertionError("no route looks for one by name");
        }

        @Override
        public List<Candidate> search(String kind, String text, int limit) {
            if (!kind.equals("person")) {
                throw new MergeException(MergeException.Code.UNKNOWN_KIND, "no kind \"" + kind + "\" can be merged");
            }
            asked = kind + " " + text + " " + limit;
            return List.of(ADA);
        }
    }

    /** Merges that refuse with the code that the name of A says, and otherwise do as told. */
    static final class Obedient implements Merges {
        private static final MergeableKind EVENT = new MergeableKind(
                new EntityDescriptor("event", "Event", "event", "slug", List.of(), Map.of()), List.of());
        final Map<Long, Receipt> receipts = new LinkedHashMap<>();
        private final SortedMap<String, String> kinds;
        Optional<MergeRequest> asked = Optional.empty();

        Obedient() {
            this(new TreeMap<>(Map.of("event", "Event", "tag", "Tag")));
        }

        Obedient(SortedMap<String, String> kinds) {
            this.kinds = kinds;
        }

        @Override
        public SortedMap<String, String> kinds() {
            return kinds;
        }

        @Override
        public MergeForm form(String kind) {
            if (!kind.equals("event")) {
                throw new MergeException(MergeException.Code.UNKNOWN_KIND, "no kind \"" + kind + "\" can be merged");
            }
            return new MergeForm(
                    EVENT,
                    List.of(new MergeForm.Decision(
                            "notes", "Notes", List.of(new MergeForm.Offer("keep-a", "Keep A")), "keep-a")),
                    List.of(new MergeForm.Decision(
                            "tags", "Tags", List.of(new MergeForm.Offer("combine", "Both")), "combine")));
        }

        @Override
        public Proposal propose(MergeRequest request) {
            return new Proposal(form(request.kind()), plan(request));
        }

        @Override
        public Plan plan(MergeRequest request) {
            asked = Optional.of(request);
            for (var code : MergeException.Code.values()) {
                if (request.a().equals(code.name())) {
                    throw new MergeException(code, "refused because of " + code);
                }
            }
            var subject = new Snapshot.Subject(1, request.a(), new TreeMap<>(), new TreeMap<>());
            var other = new Snapshot.Subject(2, request.b(), new TreeMap<>(), new TreeMap<>());
            return new Plan(
                    EVENT,
                    new Snapshot(subject, other, new TreeMap<>(), new TreeMap<>(), List.of()),
                    request.base(),
                    new TreeMap<>(request.choices()),
                    List.of(),
                    "f00d");
        }

        @Override
        public Receipt apply(MergeRequest request, String fingerprint, NewOperation by) {
            var plan = plan(request);
            if (!plan.fingerprint().equals(fingerprint)) {
                throw new MergeException(MergeException.Code.STALE_PLAN, "look at a new plan");
            }
            var receipt = new Receipt(
                    receipts.size() + 1L,
                    by.kind(),
                    Instant.parse("2026-03-01T12:00:00Z"),
                    by.actor(),
                    by.requestId(),
                    by.note(),
                    1,
                    request.base() == Side.A ? request.a() : request.b(),
                    2,
                    request.base() == Side.A ? request.b() : request.a(),
                    fingerprint,
                    json(plan));
            receipts.put(receipt.id(), receipt);
            return receipt;
        }

        @Override
        public Optional<Receipt> receipt(long id) {
            return Optional.ofNullable(receipts.get(id));
        }

        @Override
        public String json(Plan plan) {
            return PlanJson.write(plan);
        }
    }

    /** One merge of events, 17, and what it left behind. */
    static final class OneMerge implements MergeHistory {
        static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
        final List<MergeSummary> merges = new ArrayList<>(List.of(
                new MergeSummary(17, "event", AT, "administrator", "twins", 1, "two", 2, "one", Optional.of(18L))));
        final List<RedirectChange> redirects = new ArrayList<>(List.of(
                new RedirectChange(40, "event", "slug", "one", Optional.of("two"), AT, 17),
                new RedirectChange(41, "event", "id", "2", Optional.empty(), AT.plusSeconds(60), 18)));
        Optional<MergeQuery> asked = Optional.empty();
        Optional<RedirectQuery> redirectsAsked = Optional.empty();

        @Override
        public List<MergeSummary> merges(MergeQuery query) {
            asked = Optional.of(query);
            query.kind().ifPresent(OneMerge::requireKind);
            if (query.record().equals(Optional.of("never"))) {
                throw new MergeException(MergeException.Code.UNKNOWN_RECORD, "there is no event \"never\"");
            }
            return merges.subList(0, Math.min(query.limit(), merges.size()));
        }

        @Override
        public List<RedirectChange> redirects(RedirectQuery query) {
            redirectsAsked = Optional.of(query);
            query.kinds().forEach(OneMerge::requireKind);
            return redirects.subList(0, Math.min(query.limit(), redirects.size()));
        }

        @Override
        public Explanation explain(String kind, String record) {
            requireKind(kind);
            if (record.equals("never")) {
                throw new MergeException(MergeException.Code.UNKNOWN_RECORD, "there is no event \"never\"");
            }
            var written = new Explanation.Source(
                    new Explanation.Operation(3, "import.amy", "administrator", AT, ""),
                    Explanation.How.WRITTEN,
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
            var taken = new Explanation.Source(
                    new Explanation.Operation(17, "merge.event", "administrator", AT, "twins"),
                    Explanation.How.TAKEN_OVER,
                    Optional.of("prefer-filled"),
                    Optional.of(new Explanation.Named(2, "one")),
                    List.of(written));
            return new Explanation(
                    kind,
                    1,
                    record,
                    merges,
                    List.of(
                            new Explanation.Field("venue", "Venue", Value.text("Hall"), "Hall", Optional.of(taken)),
                            new Explanation.Field("url", "URL", Value.ABSENT, "", Optional.empty())),
                    List.of(new Explanation.Relation(
                            "tags",
                            "Tags",
                            1,
                            List.of(new Explanation.Row(
                                    "event_tag",
                                    new TreeMap<>(Map.of("event_id", Value.Number.of(1), "tag_id", Value.Number.of(7))),
                                    "DC",
                                    Optional.of(written))))));
        }

        private static void requireKind(String kind) {
            if (!List.of("event", "tag", "person").contains(kind)) {
                throw new MergeException(MergeException.Code.UNKNOWN_KIND, "no kind \"" + kind + "\" can be merged");
            }
        }
    }

    /** One operation, 17, that put the tag DC on the event two; later the event went. */
    static final class OneTagging implements History {
        final List<LogQuery> asked = new ArrayList<>();

        private static Operation operation() {
            return new Operation(
                    17,
                    "event.tag",
                    "Event tagged",
                    "ada",
                    OneMerge.AT,
                    "r-0",
                    "asked by the host",
                    Optional.of(18L),
                    Optional.empty(),
                    false);
        }

        private static LoggedOperation logged(Optional<Long> next) {
            var row = new TreeMap<String, Value>(Map.of("event_id", Value.Number.of(2), "tag_id", Value.Number.of(7)));
            var event = new RecordName("event", "Event", 2, "two");
            return new LoggedOperation(
                    operation(),
                    2,
                    List.of(
                            new Change(
                                    40,
                                    "event_tag",
                                    row,
                                    Change.Sort.LINKED,
                                    "Event tag",
                                    "two, DC",
                                    Optional.empty(),
                                    List.of(event, new RecordName("tag", "Tag", 7, "DC")),
                                    List.of(),
                                    Optional.empty(),
                                    Optional.of(row)),
                            new Change(
                                    41,
                                    "event",
                                    new TreeMap<>(Map.of("id", Value.Number.of(2))),
                                    Change.Sort.CHANGED,
                                    "Event",
                                    "two",
                                    Optional.of(event),
                                    List.of(),
                                    List.of(new FieldChange(
                                            "venue", "Venue", Value.ABSENT, Value.text("Hall"), "", "Hall")),
                                    Optional.of(new TreeMap<>(Map.of("venue", Value.ABSENT))),
                                    Optional.of(new TreeMap<>(Map.of("venue", Value.text("Hall")))))),
                    next);
        }

        @Override
        public SortedMap<String, String> kinds() {
            return new TreeMap<>(Map.of("event", "Event", "tag", "Tag"));
        }

        @Override
        public Map<Long, Operation> operations(Collection<Long> ids) {
            return ids.contains(17L) ? Map.of(17L, operation()) : Map.of();
        }

        @Override
        public List<LoggedOperation> log(LogQuery query) {
            asked.add(query);
            query.record().ifPresent(OneTagging::requireKind);
            return Collections.nCopies(Math.min(query.limit(), 2), logged(Optional.empty()));
        }

        @Override
        public Optional<LoggedOperation> operation(long id, long after, int limit) {
            return id == 17 && after == 0 ? Optional.of(logged(Optional.of(41L))) : Optional.empty();
        }

        @Override
        public Timeline timeline(String kind, String record, Optional<Long> before, int limit) {
            requireRecord(kind, record);
            return new Timeline(
                    new RecordName("event", "Event", 2, "two"),
                    new Timeline.State.Merged(19, OneMerge.AT, new RecordName("event", "Event", 3, "three")),
                    List.of(),
                    List.of(new Timeline.Step(
                            operation(), 2, logged(Optional.empty()).shown())),
                    Optional.of(17L));
        }

        @Override
        public Moment at(String kind, String record, Instant at) {
            requireRecord(kind, record);
            return new Moment(
                    new RecordName("event", "Event", 2, "two"),
                    at,
                    Optional.of(operation()),
                    List.of(new Moment.Field("venue", "Venue", Value.text("Hall"), "Hall")),
                    List.of(new Moment.Hanging("event_tag", "Tag", "DC")),
                    false);
        }

        private static void requireKind(String kind) {
            if (!kind.equals("event")) {
                throw new HistoryException(
                        HistoryException.Code.UNKNOWN_KIND, "there is no kind of record \"" + kind + "\"");
            }
        }

        private static void requireRecord(String kind, String record) {
            requireKind(kind);
            if (!record.equals("two")) {
                throw new HistoryException(
                        HistoryException.Code.UNKNOWN_RECORD, "there is no event \"" + record + "\"");
            }
        }
    }

    /** Undos of operation 17, against which one conflict stands; other ids refuse with the code of that number. */
    static final class Reluctant implements Undos {
        static final String FINGERPRINT = "c0ffee";
        final List<UndoRequest> asked = new ArrayList<>();
        Optional<NewOperation> by = Optional.empty();

        @Override
        public UndoPlan plan(long operation) {
            if (operation != 17) {
                var codes = MergeException.Code.values();
                var code = operation < codes.length ? codes[(int) operation] : MergeException.Code.UNKNOWN_OPERATION;
                throw new MergeException(code, "refused because of " + code);
            }
            return plan(List.of(conflict()));
        }

        private static UndoPlan plan(List<UndoConflict> conflicts) {
            return new UndoPlan(
                    17, "merge.event", "administrator", OneMerge.AT, List.of(), conflicts, List.of(), FINGERPRINT);
        }

        private static UndoConflict conflict() {
            return new UndoConflict(
                    "event{id=1}",
                    UndoConflict.Reason.CHANGED,
                    "event",
                    new TreeMap<>(Map.of("id", Value.Number.of(1))),
                    Optional.of(new TreeMap<>(Map.of("venue", Value.text("Hall")))),
                    Optional.of(new TreeMap<>(Map.of("venue", Value.text("Elsewhere")))),
                    Optional.of(new TreeMap<>(Map.of("venue", Value.ABSENT))),
                    List.of("venue"),
                    Optional.of(new UndoConflict.Change(18, "event.edit", "eve", OneMerge.AT)),
                    EnumSet.allOf(Resolution.class),
                    "event \"a\"",
                    List.of(new UndoConflict.Versions("venue", "Hall", "Elsewhere", "")),
                    "The venue was changed.");
        }

        @Override
        public UndoOutcome undo(UndoRequest request, NewOperation operation) {
            var plan = plan(request.operation());
            asked.add(request);
            by = Optional.of(operation);
            var answer = request.resolutions().get("event{id=1}");
            if (answer == null || !request.fingerprint().equals(Optional.of(FINGERPRINT))) {
                return new UndoOutcome.Open(plan);
            }
            return answer == Resolution.STOP
                    ? new UndoOutcome.Stopped(plan)
                    : new UndoOutcome.Done(receipt(19).orElseThrow());
        }

        @Override
        public Optional<UndoReceipt> receipt(long id) {
            return id == 19
                    ? Optional.of(new UndoReceipt(
                            19, 17, OneMerge.AT, "administrator", "r-1", "a mistake", UndoJson.write(plan(List.of()))))
                    : Optional.empty();
        }

        @Override
        public Optional<Long> undoneBy(long operation) {
            return operation == 1 ? Optional.of(19L) : Optional.empty();
        }
    }
}
