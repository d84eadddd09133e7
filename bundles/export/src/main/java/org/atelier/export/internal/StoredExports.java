package org.atelier.export.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.domain.Measure;
import org.atelier.domain.Measured;
import org.atelier.export.EventFilter;
import org.atelier.export.Export;
import org.atelier.export.ExportStore;
import org.atelier.export.ExportStore.Answer;
import org.atelier.export.ExportStore.Feed;
import org.atelier.export.Exports;
import org.atelier.export.ServedFeeds;
import org.atelier.export.internal.EventRendering.Fresh;
import org.atelier.export.internal.FeedCounts.From;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Renders the feeds from what the store reads, and keeps them. What is kept is given only while the store says that the
 * data are the same. While the database does not answer, what was last known to be right is given for a bounded time, and
 * says how old that knowledge is; what is not for everybody is not.
 */
@Component
public final class StoredExports implements Exports, ServedFeeds, Measured {
    /** How long somebody waits for their turn to have something rendered. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** As many locks as there are, a feed has always the same one. */
    private static final int LOCKS = 64;

    /** The framework property with how many megabytes of rendered feeds are kept. */
    private static final String KEPT = "atelier.export.kept";

    /** The framework property with for how many minutes kept feeds outlive the database. */
    private static final String OUTAGE = "atelier.export.outage";

    /**
     * What nobody may exceed.
     *
     * @param directory for files of what is too large for memory
     * @param kept how many bytes of rendered feeds are kept
     * @param inMemory a larger feed is rendered into a file, in bytes, and not kept
     * @param rendered how many feeds are rendered at once
     * @param outage how long kept feeds are given while the database does not answer
     */
    public record Limits(Path directory, long kept, int inMemory, int rendered, Duration outage) {
        /** For a small server. */
        public static Limits usual(Path directory) {
            return new Limits(directory, 48L << 20, 16 << 20, 2, Duration.ofHours(1));
        }

        private Limits keeping(String megabytes) {
            return megabytes == null || megabytes.isBlank()
                    ? this
                    : new Limits(directory, Long.parseLong(megabytes) << 20, inMemory, rendered, outage);
        }

        private Limits outliving(String minutes) {
            return minutes == null || minutes.isBlank()
                    ? this
                    : new Limits(directory, kept, inMemory, rendered, Duration.ofMinutes(Long.parseLong(minutes)));
        }
    }

    /** Which feed it is, in which form. */
    private record Key(Feed feed, Object what, Format format) {
        /** Its address below the API's root. */
        String address() {
            var suffix = "." + format.name().toLowerCase(Locale.ROOT);
            return switch (feed) {
                case BADGES -> "export/badges" + suffix;
                case INSTRUCTORS -> "export/instructors" + suffix;
                case MEMBERS -> {
                    var days = (List<?>) what;
                    yield "export/members%s?earliest=%s&latest=%s".formatted(suffix, days.getFirst(), days.getLast());
                }
                case EVENTS -> "events/published" + suffix + query((EventFilter) what);
            };
        }

        private static String query(EventFilter filter) {
            var wanted = new ArrayList<String>();
            filter.tags().forEach(tag -> wanted.add("tag=" + URLEncoder.encode(tag, StandardCharsets.UTF_8)));
            filter.host().ifPresent(id -> wanted.add("host=" + id));
            filter.administrator().ifPresent(id -> wanted.add("administrator=" + id));
            return wanted.isEmpty() ? "" : "?" + String.join("&", wanted);
        }
    }

    /** A feed that was rendered: the state it is of, and what is needed to render it again after a small change. */
    private record Kept(long state, RenderedExport export, byte[] bytes, Optional<EventRendering.Known> known)
            implements KeptBytes.Weighed {
        @Override
        public long weight() {
            return bytes.length + known.map(events -> events.index().weight()).orElse(0L);
        }
    }

    private final ExportStore store;
    private final Limits limits;
    private final KeptBytes kept;
    private final FeedLog<Key> log = new FeedLog<>(InstantSource.system());
    private final FeedCounts counts = new FeedCounts();
    private final Semaphore rendering;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    @Activate
    public StoredExports(@Reference ExportStore store, BundleContext context) {
        this(
                store,
                Limits.usual(Path.of(Objects.requireNonNull(context.getProperty("atelier.home"), "atelier.home"))
                                .resolve("run"))
                        .keeping(context.getProperty(KEPT))
                        .outliving(context.getProperty(OUTAGE)));
    }

    public StoredExports(ExportStore store, Limits limits) {
        this.store = store;
        this.limits = limits;
        kept = new KeptBytes(limits.kept());
        rendering = new Semaphore(limits.rendered(), true);
    }

    @Override
    public Export badges(Format format) {
        return export(new Key(Feed.BADGES, "", format), _ -> rendered(Feeds.badges(format), store.badges()));
    }

    @Override
    public Export instructors(Format format) {
        return export(
                new Key(Feed.INSTRUCTORS, "", format), _ -> rendered(Feeds.instructors(format), store.airports()));
    }

    @Override
    public Export members(LocalDate earliest, LocalDate latest, Format format) {
        return export(
                new Key(Feed.MEMBERS, List.of(earliest, latest), format),
                _ -> rendered(Feeds.members(format), store.members(earliest, latest)));
    }

    @Override
    public Export events(EventFilter filter, Format format) {
        var wanted = new EventFilter(List.copyOf(new TreeSet<>(filter.tags())), filter.host(), filter.administrator());
        return export(new Key(Feed.EVENTS, wanted, format), former -> events(filter, format, former));
    }

    @Override
    public List<Served> lately() {
        return log.lately(Key::address, kept::has);
    }

    @Override
    public List<Measure> measures() {
        return counts.measures(kept.weight(), limits.kept());
    }

    private Export export(Key key, Function<Optional<Kept>, Fresh> render) {
        try {
            return given(key, upToDate(key, render), Optional.empty());
        } catch (DatabaseUnavailableException e) {
            var outlived = outlived(key).orElseThrow(() -> e);
            counts.answered(key.feed(), From.OUTLIVED);
            return outlived;
        } catch (NoRoomException e) {
            counts.answered(key.feed(), From.NO_ROOM);
            throw e;
        }
    }

    private Export given(Key key, RenderedExport export, Optional<Duration> age) {
        return new GivenExport(export, age, had -> log.served(key, export.length(), had));
    }

    /** What is for everybody, as it was when the database last answered, if that is not too long ago. */
    private Optional<Export> outlived(Key key) {
        var known = store.lastState(key.feed());
        return key.feed() == Feed.MEMBERS
                ? Optional.empty()
                : kept.get(key, Kept.class)
                        .filter(feed -> known.isPresent()
                                && feed.state() == known.get().state()
                                && known.get().age().compareTo(limits.outage()) < 0)
                        .map(feed -> given(
                                key, feed.export(), Optional.of(known.get().age())));
    }

    private RenderedExport upToDate(Key key, Function<Optional<Kept>, Fresh> render) {
        var known = current(key);
        if (known.isPresent()) {
            counts.answered(key.feed(), From.KEPT);
            return known.get().export();
        }
        // one has it rendered while others who want the same wait for it
        var lock = locks.get(Math.floorMod(key.hashCode(), LOCKS));
        await(lock::tryLock);
        try {
            var meanwhile = current(key);
            if (meanwhile.isPresent()) {
                counts.answered(key.feed(), From.KEPT);
                return meanwhile.get().export();
            }
            return renderedAnew(key, render);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Kept> current(Key key) {
        var known = kept.get(key, Kept.class);
        return known.isPresent() && known.get().state() == store.state(key.feed()) ? known : Optional.empty();
    }

    private RenderedExport renderedAnew(Key key, Function<Optional<Kept>, Fresh> render) {
        await(rendering::tryAcquire);
        try {
            // asked before, so that what is rendered may be newer than it says, and is never older
            var state = store.state(key.feed());
            var former = kept.get(key, Kept.class);
            var fresh = render.apply(former);
            var digest = fresh.whole().digest();
            var changed = former.map(Kept::export)
                    .filter(export -> export.digest().equals(digest))
                    .map(RenderedExport::changed)
                    .orElse(fresh.at());
            var export = new RenderedExport(
                    key.format(), digest, changed, fresh.whole().content(), kept);
            export.bytes()
                    .ifPresentOrElse(
                            bytes -> kept.put(key, new Kept(state, export, bytes, fresh.known())),
                            () -> kept.remove(key));
            log.rendered(key, export.length());
            counts.answered(key.feed(), From.RENDERED);
            counts.rendered(key.feed(), export.length());
            return export;
        } finally {
            rendering.release();
        }
    }

    private <T> Fresh rendered(RowWriter<T> writer, List<T> rows) {
        try (var rendering = new Rendering(writer.frame(), spool())) {
            rows.forEach(row -> rendering.add(writer.row(row)));
            return new Fresh(rendering.finished(), Instant.now(), Optional.empty());
        }
    }

    private Fresh events(EventFilter filter, Format format, Optional<Kept> former) {
        if (former.isPresent() && former.get().known().isPresent()) {
            var known = former.get().known().get();
            var changes = store.changes(filter, known.moment());
            if (changes.isPresent()) {
                try (var rendering = new EventRendering(Feeds.events(format), spool())) {
                    rendering.addChanged(former.get().bytes(), known.index(), changes.get());
                    return rendering.finished(changes.get().moment());
                }
            }
        }
        try (var rendering = new EventRendering(Feeds.events(format), spool())) {
            return switch (store.events(filter, rendering::add)) {
                case Answer.Told(var moment) -> rendering.finished(moment);
                case Answer.Unknown(var what) -> throw new UnknownFilterException(what);
            };
        }
    }

    private Spool spool() {
        return new Spool(limits.directory(), limits.inMemory());
    }

    private interface Attempt {
        boolean within(long time, TimeUnit unit) throws InterruptedException;
    }

    private static void await(Attempt attempt) {
        try {
            if (!attempt.within(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NoRoomException("too many feeds are being rendered", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoRoomException("the platform stops", e);
        }
    }
}
