package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.jooq.Tables.AWARD;
import static org.atelier.persistence.internal.jooq.Tables.BADGE;
import static org.atelier.persistence.internal.jooq.Tables.EVENT;
import static org.atelier.persistence.internal.jooq.Tables.EVENT_TAG;
import static org.atelier.persistence.internal.jooq.Tables.LANGUAGE;
import static org.atelier.persistence.internal.jooq.Tables.ORGANIZATION;
import static org.atelier.persistence.internal.jooq.Tables.PERSON;
import static org.atelier.persistence.internal.jooq.Tables.REDIRECT;
import static org.atelier.persistence.internal.jooq.Tables.ROLE;
import static org.atelier.persistence.internal.jooq.Tables.TAG;
import static org.atelier.persistence.internal.jooq.Tables.TASK;
import static org.atelier.persistence.internal.jooq.Tables.TODO;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.atelier.domain.Event;
import org.atelier.domain.EventDetails;
import org.atelier.domain.EventSummary;
import org.atelier.domain.Events;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.domain.Tag;
import org.atelier.persistence.internal.jooq.tables.Organization;
import org.atelier.persistence.internal.jooq.tables.Person;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events in PostgreSQL. */
@Component
public final class PostgresEvents implements Events {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresEvents.class);

    private static final int MOST_FOUND = 500;

    private static final Person ASSIGNED_TO = PERSON.as("assigned_to");
    private static final Organization HOST = ORGANIZATION.as("host");
    private static final Organization ADMINISTRATOR = ORGANIZATION.as("administrator");

    /** With its case folded as the database folds it everywhere else, whatever decides the column's order. */
    private static final String EVERYDAY_COLLATION = "default";

    private static final Field<List<Tag>> TAGS = multiset(select(TAG.ID, TAG.NAME, TAG.DETAILS, TAG.RETIRED)
                    .from(EVENT_TAG)
                    .join(TAG)
                    .on(TAG.ID.eq(EVENT_TAG.TAG_ID))
                    .where(EVENT_TAG.EVENT_ID.eq(EVENT.ID))
                    .orderBy(TAG.ID))
            .convertFrom(rows -> rows.map(row -> new Tag(row.value1(), row.value2(), row.value3(), row.value4())));

    private static final Field<List<EventDetails.Task>> TASKS = multiset(
                    select(TASK.ID, PERSON.USERNAME, PERSON.FULL_NAME, ROLE.NAME, TASK.TITLE, TASK.URL)
                            .from(TASK)
                            .join(PERSON)
                            .on(PERSON.ID.eq(TASK.PERSON_ID))
                            .join(ROLE)
                            .on(ROLE.ID.eq(TASK.ROLE_ID))
                            .where(TASK.EVENT_ID.eq(EVENT.ID))
                            .orderBy(TASK.ID))
            .convertFrom(rows -> rows.map(mapping(EventDetails.Task::new)));

    private static final Field<List<EventDetails.Todo>> TODOS = multiset(select(
                            TODO.ID,
                            TODO.TITLE,
                            TODO.COMPLETED,
                            TODO.DUE.convertFrom(Optional::ofNullable),
                            TODO.ADDITIONAL)
                    .from(TODO)
                    .where(TODO.EVENT_ID.eq(EVENT.ID))
                    .orderBy(TODO.ID))
            .convertFrom(rows -> rows.map(mapping(EventDetails.Todo::new)));

    private static final Field<List<EventDetails.Award>> AWARDS = multiset(select(
                            AWARD.ID,
                            PERSON.USERNAME,
                            PERSON.FULL_NAME,
                            BADGE.NAME,
                            AWARD.AWARDED.convertFrom(Optional::ofNullable))
                    .from(AWARD)
                    .join(PERSON)
                    .on(PERSON.ID.eq(AWARD.PERSON_ID))
                    .join(BADGE)
                    .on(BADGE.ID.eq(AWARD.BADGE_ID))
                    .where(AWARD.EVENT_ID.eq(EVENT.ID))
                    .orderBy(AWARD.ID))
            .convertFrom(rows -> rows.map(mapping(EventDetails.Award::new)));

    private static final Field<String[]> TAG_NAMES = array(select(TAG.NAME)
            .from(EVENT_TAG)
            .join(TAG)
            .on(TAG.ID.eq(EVENT_TAG.TAG_ID))
            .where(EVENT_TAG.EVENT_ID.eq(EVENT.ID))
            .orderBy(TAG.ID));

    private final Database database;
    private final Operations operations;

    @Activate
    public PostgresEvents(@Reference Database database, @Reference Operations operations) {
        this.database = database;
        this.operations = operations;
    }

    @Override
    public Lookup<EventDetails> find(String slugOrId) {
        return database.read(sql -> live(sql, slugOrId)
                .<Lookup<EventDetails>>map(Lookup.Found::new)
                .or(() -> survivor(sql, slugOrId).map(Lookup.Moved::new))
                .orElseGet(Lookup.Missing::new));
    }

    private static Optional<EventDetails> live(DSLContext sql, String slugOrId) {
        return sql.select(EVENT.fields())
                .select(ASSIGNED_TO.USERNAME, HOST.DOMAIN, ADMINISTRATOR.DOMAIN, LANGUAGE.NAME)
                .select(TAGS, TASKS, TODOS, AWARDS)
                .from(EVENT)
                .leftJoin(ASSIGNED_TO)
                .on(ASSIGNED_TO.ID.eq(EVENT.ASSIGNED_TO_ID))
                .leftJoin(HOST)
                .on(HOST.ID.eq(EVENT.HOST_ID))
                .leftJoin(ADMINISTRATOR)
                .on(ADMINISTRATOR.ID.eq(EVENT.ADMINISTRATOR_ID))
                .leftJoin(LANGUAGE)
                .on(LANGUAGE.ID.eq(EVENT.LANGUAGE_ID))
                .where(isNamed(slugOrId))
                .fetchOptional(row ->
                        new EventDetails(event(row), row.get(TAGS), row.get(TASKS), row.get(TODOS), row.get(AWARDS)));
    }

    /** A live slug beats an id. */
    private static Condition isNamed(String slugOrId) {
        var bySlug = EVENT.SLUG.eq(slugOrId);
        var id = id(slugOrId);
        if (id.isEmpty()) {
            return bySlug;
        }
        var named = EVENT.as("named");
        return bySlug.or(EVENT.ID
                .eq(id.getAsLong())
                .and(notExists(selectOne().from(named).where(named.SLUG.eq(slugOrId)))));
    }

    /** The id these digits are; empty if they are none, or beyond any id. */
    private static OptionalLong id(String digits) {
        if (!digits.matches("[1-9][0-9]{0,18}")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Optional<String> survivor(DSLContext sql, String slugOrId) {
        return sql.select(EVENT.SLUG)
                .from(REDIRECT)
                .join(EVENT)
                .on(EVENT.ID.eq(REDIRECT.TARGET_ID))
                .where(REDIRECT.KIND.eq("event"))
                .and(REDIRECT.VALUE.eq(slugOrId))
                .orderBy(REDIRECT.FORM.desc()) // slug before id
                .limit(1)
                .fetchOptional(EVENT.SLUG);
    }

    private static Event event(Record row) {
        return new Event(
                row.get(EVENT.ID),
                row.get(EVENT.SLUG),
                row.get(EVENT.COMPLETED),
                optional(row, ASSIGNED_TO.USERNAME),
                optional(row, EVENT.START),
                optional(row, EVENT.END),
                optional(row, HOST.DOMAIN),
                optional(row, ADMINISTRATOR.DOMAIN),
                optional(row, EVENT.URL),
                optional(row, EVENT.REG_KEY),
                optional(row, EVENT.ADMIN_FEE),
                optional(row, EVENT.INVOICE_STATUS),
                optional(row, EVENT.ATTENDANCE),
                optional(row, EVENT.CONTACT),
                optional(row, EVENT.COUNTRY),
                optional(row, EVENT.VENUE),
                optional(row, EVENT.ADDRESS),
                optional(row, EVENT.LATITUDE),
                optional(row, EVENT.LONGITUDE),
                optional(row, LANGUAGE.NAME),
                optional(row, EVENT.NOTES),
                row.get(EVENT.PUBLISHED));
    }

    private static <T> Optional<T> optional(Record row, Field<T> field) {
        return Optional.ofNullable(row.get(field));
    }

    @Override
    public List<EventSummary> search(String text, int limit) {
        if (limit < 1 || limit > MOST_FOUND) {
            throw new IllegalArgumentException("a limit is from 1 to " + MOST_FOUND + ", not " + limit);
        }
        var wanted = Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(PostgresEvents::mentions)
                .reduce(noCondition(), Condition::and);
        return database.read(sql -> sql.select(
                        EVENT.ID,
                        EVENT.SLUG,
                        EVENT.START,
                        EVENT.END,
                        EVENT.VENUE,
                        EVENT.COUNTRY,
                        EVENT.PUBLISHED,
                        TAG_NAMES)
                .from(EVENT)
                .where(wanted)
                .orderBy(EVENT.START.desc().nullsFirst(), EVENT.ID)
                .limit(limit)
                .fetch(row -> new EventSummary(
                        row.get(EVENT.ID),
                        row.get(EVENT.SLUG),
                        optional(row, EVENT.START),
                        optional(row, EVENT.END),
                        optional(row, EVENT.VENUE),
                        optional(row, EVENT.COUNTRY),
                        row.get(EVENT.PUBLISHED),
                        List.of(row.get(TAG_NAMES)))));
    }

    private static Condition mentions(String word) {
        var tagged = select(EVENT_TAG.EVENT_ID)
                .from(EVENT_TAG)
                .join(TAG)
                .on(TAG.ID.eq(EVENT_TAG.TAG_ID))
                .leftJoin(REDIRECT) // a tag that was merged away is still looked for by its name
                .on(REDIRECT.KIND.eq(inline("tag")))
                .and(REDIRECT.FORM.eq(inline("slug")))
                .and(REDIRECT.TARGET_ID.eq(TAG.ID))
                .where(TAG.NAME.collate(EVERYDAY_COLLATION).containsIgnoreCase(word))
                .or(REDIRECT.VALUE.collate(EVERYDAY_COLLATION).containsIgnoreCase(word));
        return EVENT.SLUG
                .collate(EVERYDAY_COLLATION)
                .containsIgnoreCase(word)
                .or(EVENT.VENUE.containsIgnoreCase(word))
                .or(EVENT.ADDRESS.containsIgnoreCase(word))
                .or(EVENT.ID.in(tagged));
    }

    @Override
    public TagOutcome tag(String slugOrId, String tag, NewOperation by) {
        return change(slugOrId, tag, true, by);
    }

    @Override
    public TagOutcome untag(String slugOrId, String tag, NewOperation by) {
        return change(slugOrId, tag, false, by);
    }

    /**
     * Sees to it that the link is there or is not. The old name of an event that was merged names no event here: who
     * writes must say what to. The old name of a tag means the survivor, as in the feeds.
     */
    private TagOutcome change(String slugOrId, String tag, boolean linked, NewOperation by) {
        var now = database.read(sql -> state(sql, slugOrId, tag));
        if (!now.known() || now.linked() == linked) {
            return now.outcome(TagOutcome.UNCHANGED);
        }
        if (linked && now.retired()) {
            return TagOutcome.RETIRED_TAG;
        }
        var change = operations.write(
                by,
                (sql, running) -> new Operations.Done<>(change(sql, now, slugOrId, tag, linked), running.id()),
                done -> done.result() == TagOutcome.CHANGED);
        if (change.result() == TagOutcome.CHANGED) {
            LOG.info(
                    linked ? "tagged event {} with {}: operation {}" : "untagged event {}, no longer {}: operation {}",
                    slugOrId,
                    tag,
                    change.operation());
        }
        return change.result();
    }

    @Override
    public BulkTagging tagAll(List<String> slugs, String tag, boolean linked, NewOperation by) {
        if (slugs.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException("at most " + MOST_AT_ONCE + " events at once, not " + slugs.size());
        }
        var tagging = operations.writeMany(
                by,
                (sql, running) -> tagAll(sql, slugs, tag, linked, running),
                outcome -> outcome instanceof BulkTagging.Changed);
        if (tagging instanceof BulkTagging.Changed changed) {
            LOG.info(
                    linked
                            ? "tagged {} events with {}: operation {}"
                            : "untagged {} events, no longer {}: operation {}",
                    changed.events(),
                    tag,
                    changed.operation());
        }
        return tagging;
    }

    private static BulkTagging tagAll(
            DSLContext sql, List<String> slugs, String tag, boolean linked, Operations.Running running) {
        var unknown = new ArrayList<String>();
        var changed = 0;
        var retired = false;
        for (var slug : slugs) {
            var now = state(sql, slug, tag);
            if (now.tag().isEmpty()) {
                return new BulkTagging.NoSuchTag();
            }
            if (now.event().isEmpty()) {
                unknown.add(slug);
            } else if (now.linked() != linked) {
                switch (change(sql, now, slug, tag, linked)) {
                    case CHANGED -> changed++;
                    case RETIRED_TAG -> retired = true;
                    case UNCHANGED, NO_SUCH_EVENT, NO_SUCH_TAG -> {}
                }
            }
        }
        if (!unknown.isEmpty()) {
            return new BulkTagging.NoSuchEvents(unknown);
        }
        if (retired) {
            return new BulkTagging.RetiredTag();
        }
        return changed == 0 ? new BulkTagging.Unchanged() : new BulkTagging.Changed(changed, running.id());
    }

    private static TagOutcome change(DSLContext sql, State now, String slugOrId, String tag, boolean linked) {
        var before = now;
        var locked = lock(sql, before, slugOrId, tag);
        while (locked.known() && !locked.sameRecords(before)) {
            // a merge came first, and the names mean other records now
            before = locked;
            locked = lock(sql, before, slugOrId, tag);
        }
        if (!locked.known()) {
            return locked.outcome(TagOutcome.UNCHANGED);
        }
        if (linked && locked.retired() && !locked.linked()) {
            return TagOutcome.RETIRED_TAG;
        }
        var event = locked.event().orElseThrow();
        var label = locked.tag().orElseThrow();
        var changed = linked
                ? sql.insertInto(EVENT_TAG)
                        .set(EVENT_TAG.EVENT_ID, event)
                        .set(EVENT_TAG.TAG_ID, label)
                        .onConflictDoNothing()
                        .execute()
                : sql.deleteFrom(EVENT_TAG)
                        .where(EVENT_TAG.EVENT_ID.eq(event))
                        .and(EVENT_TAG.TAG_ID.eq(label))
                        .execute();
        return changed == 1 ? TagOutcome.CHANGED : TagOutcome.UNCHANGED;
    }

    /** Makes whoever merges or deletes either record wait for us, or waits for them; then looks again. */
    private static State lock(DSLContext sql, State state, String slugOrId, String tag) {
        lock(sql, EVENT, EVENT.ID, state.event().orElseThrow());
        lock(sql, TAG, TAG.ID, state.tag().orElseThrow());
        return state(sql, slugOrId, tag);
    }

    private static void lock(DSLContext sql, Table<?> table, Field<Long> id, long value) {
        sql.select(id).from(table).where(id.eq(value)).forKeyShare().fetch();
    }

    /** Which records the names mean now, and whether they are linked. */
    private record State(Optional<Long> event, Optional<Long> tag, boolean retired, boolean linked) {
        boolean known() {
            return event.isPresent() && tag.isPresent();
        }

        boolean sameRecords(State other) {
            return event.equals(other.event) && tag.equals(other.tag);
        }

        TagOutcome outcome(TagOutcome ifKnown) {
            if (event.isEmpty()) {
                return TagOutcome.NO_SUCH_EVENT;
            }
            return tag.isEmpty() ? TagOutcome.NO_SUCH_TAG : ifKnown;
        }
    }

    private static State state(DSLContext sql, String slugOrId, String tag) {
        var event = field(select(EVENT.ID).from(EVENT).where(isNamed(slugOrId)));
        var label = Names.meant(TAG, val(tag));
        var linked = field(exists(
                selectOne().from(EVENT_TAG).where(EVENT_TAG.EVENT_ID.eq(event)).and(EVENT_TAG.TAG_ID.eq(label))));
        var retired = field(exists(selectOne().from(TAG).where(TAG.ID.eq(label)).and(TAG.RETIRED)));
        return sql.select(event, label, retired, linked)
                .fetchOne(row -> new State(
                        Optional.ofNullable(row.value1()),
                        Optional.ofNullable(row.value2()),
                        row.value3(),
                        row.value4()));
    }
}
