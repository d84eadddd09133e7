package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.atelier.backup.BackupFile;
import org.atelier.backup.BackupStore;
import org.atelier.backup.Backups;
import org.atelier.backup.BadBackupException;
import org.atelier.backup.Manifest;
import org.atelier.backup.internal.StreamedBackups;
import org.atelier.demo.data.internal.InventedWorkshops;
import org.atelier.domain.Datasets.BadRows;
import org.atelier.domain.Datasets.Progress;
import org.atelier.domain.NewOperation;
import org.atelier.export.EventFilter;
import org.atelier.export.Exports.Format;
import org.atelier.export.internal.StoredExports;
import org.atelier.http.Access;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.merge.spi.Side;
import org.atelier.persistence.internal.Restoration.RefusedException;
import org.atelier.security.internal.House;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Backups of real databases, brought into empty ones. */
class BackupAndRestoreTest {
    private static final NewOperation BACKUP = new NewOperation(BackupStore.KIND, "anna", "r-1", "");

    private final Bed bed = Bed.made();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        bed.close();
    }

    // --- making and restoring

    private Path backup(BackupStore store) throws IOException {
        var file = Files.createTempFile(directory, "backup", ".zip");
        try (var begun = new StreamedBackups(store, "1.2.3").begin(BACKUP);
                var out = Files.newOutputStream(file)) {
            begun.writeTo(out);
        }
        return file;
    }

    private Path backup(Database database) throws IOException {
        return backup(new PostgresBackupStore(database, new Operations(database)));
    }

    private static Manifest manifest(Path file) throws IOException {
        try (var backup = BackupFile.open(file)) {
            return backup.manifest();
        }
    }

    private static List<String> restore(Path file, DataSource target) throws IOException, RefusedException {
        var told = new ArrayList<String>();
        try (var backup = BackupFile.open(file)) {
            new Restoration(target, backup, (table, done, of) -> told.add(table + " " + done + " of " + of)).run();
        }
        return told;
    }

    private static String refused(Path file, DataSource target) {
        return assertThrows(RefusedException.class, () -> restore(file, target)).getMessage();
    }

    private static void sql(DataSource target, String sql) {
        DSL.using(target, SQLDialect.POSTGRES).execute(sql);
    }

    private static Object one(DataSource target, String sql) {
        return DSL.using(target, SQLDialect.POSTGRES).fetchSingle(sql).get(0);
    }

    private static Map<String, String> feeds(Database database, Path spool) throws IOException {
        var exports = new StoredExports(
                new PostgresExportStore(database, new ChangeWatch(database)), StoredExports.Limits.usual(spool));
        var feeds = new TreeMap<String, String>();
        for (var format : Format.values()) {
            for (var export : List.of(
                    exports.badges(format), exports.instructors(format), exports.events(EventFilter.ALL, format))) {
                try (export) {
                    var out = new ByteArrayOutputStream();
                    export.writeTo(out);
                    feeds.put(
                            format + " " + feeds.size() + " " + export.digest(), out.toString(StandardCharsets.UTF_8));
                }
            }
        }
        return feeds;
    }

    private MergeRequest oslo() {
        return new MergeRequest(
                "event", "2016-04-02-oslo", "2016-04-02-uio-oslo", Side.A, Map.of("tags", "keep-b"), Optional.empty());
    }

    private static UndoService undos(Database database, Operations operations) {
        return new UndoService(
                BuiltInStrategies.registry(), new PostgresUndoStore(database, operations, new VocabularyReliances()));
    }

    /** Demo data, a merge, accounts with their secrets, and what psql did. */
    private long lived() {
        new PostgresDatasets(bed.operations)
                .load(new InventedWorkshops().rows(), BadRows.REFUSE_ALL, Bed.SOMETHING, Progress.SILENT);
        var merges =
                new MergeService(BuiltInStrategies.registry(), new PostgresMergeStore(bed.database, bed.operations));
        var merge = Merging.merge(merges, oslo()).id();
        var house = new House(
                new PostgresAccounts(bed.database, bed.operations),
                new PostgresSessions(bed.database),
                new AtomicReference<>(Instant.now()),
                directory);
        var anna = house.account("anna", Access.EDITOR, "a long way to Tipperary");
        house.tokens.make(anna, "for a script", Access.VIEWER, 30);
        bed.psql.execute("insert into session (hash, account_id, started, last_used, address, agent)"
                + " select '\\x01', id, now(), now(), '', '' from account");
        bed.psql.execute("update event set notes = E'a\\ttab, a\\nline, a \\\\ and \\\\N, \\u0001, 日本 😀',"
                + " latitude = 0.1 + 0.2, admin_fee = 12.30 where slug = '2016-04-02-oslo'");
        bed.psql.execute("update event set venue = '', address = null where slug like '2017%'");
        return merge;
    }

    @Test
    void what_is_restored_is_what_was_there() throws Exception {
        var merge = lived();
        var rows = new Workshops(bed.database).dump();
        var feeds = feeds(bed.database, directory);
        var file = backup(bed.database);
        // what is done from now on is not in it
        bed.psql.execute("update event set notes = 'later'");
        var target = Databases.empty();

        var told = restore(file, target);

        assertTrue(told.getLast().matches("[a-z_]+ (\\d+) of \\1"), told.toString());
        try (var database = new Database(target)) {
            assertEquals(Optional.empty(), database.problem());
            var workshops = new Workshops(database);
            assertEquals(rows, workshops.dump());
            assertEquals(Replay.serially(workshops), Replay.now(workshops));
            assertEquals(feeds, feeds(database, directory));
            assertEquals(manifest(file).tables(), manifest(backup(database)).tables());
            assertEquals(0L, one(target, "select count(*) from session"));
            assertEquals(1L, one(target, "select count(*) from api_token"));

            var operations = new Operations(database);
            var undone = undos(database, operations).undo(UndoRequest.plain(merge), Merging.BY);
            // psql changed the survivor since: it is asked about, as it would have been before
            assertInstanceOf(UndoOutcome.Open.class, undone);
        }
    }

    @Test
    void a_merge_from_before_the_backup_is_undone_after_the_restore() throws Exception {
        new PostgresDatasets(bed.operations)
                .load(new InventedWorkshops().rows(), BadRows.REFUSE_ALL, Bed.SOMETHING, Progress.SILENT);
        var before = new Workshops(bed.database).dump().get("event");
        var merges =
                new MergeService(BuiltInStrategies.registry(), new PostgresMergeStore(bed.database, bed.operations));
        var merge = Merging.merge(merges, oslo()).id();
        var target = Databases.empty();
        restore(backup(bed.database), target);

        try (var database = new Database(target)) {
            var workshops = new Workshops(database);
            assertNotEquals(before, workshops.dump().get("event"));
            assertInstanceOf(
                    UndoOutcome.Done.class,
                    undos(database, new Operations(database)).undo(UndoRequest.plain(merge), Merging.BY));
            assertEquals(before, workshops.dump().get("event"));
            assertEquals(Replay.serially(workshops), Replay.now(workshops));
        }
    }

    @Test
    void numbers_go_on_where_they_were_also_those_of_rows_that_are_gone() throws Exception {
        bed.psql.execute("insert into tag (name) select 'tag ' || i from generate_series(1, 7) i");
        bed.psql.execute("delete from tag where id > 3");
        var target = Databases.empty();
        restore(backup(bed.database), target);
        assertEquals(8L, one(target, "insert into tag (name) values ('new') returning id"));
        // the journal is on again, and goes on as well
        assertEquals("new", one(target, "select after ->> 'name' from journal order by id desc limit 1"));
        assertEquals(12L, one(target, "select count(*) from journal"));
        assertThrows(RuntimeException.class, () -> sql(target, "delete from journal"));
    }

    @Test
    void rows_of_others_that_are_not_committed_are_not_in_it() throws Exception {
        try (var other = bed.dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("insert into tag (name) values ('not yet')");
            }
            var store = new PostgresBackupStore(bed.database, bed.operations);
            var file = backup(new Wrapped(store) {
                @Override
                public Moment now() {
                    var moment = store.now();
                    try {
                        // the moment has come; whoever commits now is too late
                        other.commit();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                    return moment;
                }
            });
            assertEquals(0, manifest(file).table("tag").orElseThrow().rows());
            assertEquals(
                    1, manifest(backup(bed.database)).table("tag").orElseThrow().rows());
        }
    }

    @Test
    void who_made_the_last_one_is_in_the_database() throws Exception {
        var backups = new StreamedBackups(new PostgresBackupStore(bed.database, bed.operations), "1.2.3");
        assertEquals(Optional.empty(), backups.last());
        try (var begun = backups.begin(BACKUP)) {
            begun.writeTo(new ByteArrayOutputStream());
        }
        assertEquals(Optional.of("anna"), backups.last().map(Backups.Made::by));
        assertEquals(
                "backup 1",
                one(
                        bed.dataSource,
                        "select o.kind || ' ' || count(j.id) from operation o"
                                + " left join journal j on j.operation_id = o.id group by o.id"));
    }

    /** Every table is kept, but those that are named for a reason. */
    @Test
    void no_table_is_forgotten() throws Exception {
        var all = bed.psql
                .fetch("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
                        + " order by relname collate \"C\"")
                .getValues(0, String.class);
        var kept = new ArrayList<String>(manifest(backup(bed.database)).tables().stream()
                .map(Manifest.Table::name)
                .toList());
        kept.addAll(List.of("session", "sign_in_attempts", "one_time_link", "flyway_schema_history"));
        assertEquals(all, kept.stream().sorted().toList());
    }

    @Test
    void a_user_who_owns_the_database_and_nothing_more_can_restore() throws Exception {
        lived();
        var file = backup(bed.database);
        var target = (PGSimpleDataSource) Databases.empty();
        var role = "owner_of_" + target.getDatabaseName();
        sql(bed.dataSource, "create role " + role + " login password 'plain'");
        sql(bed.dataSource, "alter database " + target.getDatabaseName() + " owner to " + role);
        target.setUser(role);
        target.setPassword("plain");

        restore(file, target);

        assertEquals("off", one(target, "select current_setting('is_superuser')"));
        try (var database = new Database(target)) {
            assertEquals(manifest(file).tables(), manifest(backup(database)).tables());
        }
    }

    // --- from older schemas

    /** A store that reads a schema as it is, whatever version it has. */
    private static BackupStore asItIs(DataSource source) {
        return new Wrapped(null) {
            @Override
            public Moment now() {
                try {
                    return PostgresBackupStore.moment(source.getConnection());
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static DataSource ofVersion(String version) {
        var source = Databases.empty();
        new Schema(source).bringUpTo(version);
        sql(source, """
                insert into tag (name) values ('DC'), ('SWC');
                insert into event (slug, venue) values ('2016-04-02-oslo', 'University');
                insert into event_tag values (1, 1), (1, 2);
                """);
        return source;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "10", "17"})
    void a_backup_of_an_older_schema_is_restored_as_it_was_and_brought_up_to_date(String version) throws Exception {
        var file = backup(asItIs(ofVersion(version)));
        assertEquals(version, manifest(file).schema());
        var target = Databases.empty();

        restore(file, target);

        try (var database = new Database(target)) {
            assertEquals(DatabaseTest.NEWEST, database.schemaVersion());
            var workshops = new Workshops(database);
            assertEquals(2, workshops.dump().get("event_tag").size());
            // the journal has what was journaled under the old schema
            assertEquals(5L, one(target, "select count(*) from journal"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "10", "17"})
    void a_database_of_an_older_schema_is_brought_up_to_date_by_the_start_of_two_nodes(String version)
            throws Exception {
        var source = ofVersion(version);
        var nodes = new ArrayList<Database>();
        var starting = new ArrayList<Thread>();
        for (var node = 0; node < 2; node++) {
            starting.add(Thread.ofVirtual().start(() -> {
                var database = new Database(source);
                synchronized (nodes) {
                    nodes.add(database);
                }
            }));
        }
        for (var thread : starting) {
            thread.join();
        }
        assertEquals(2, nodes.size());
        for (var node : nodes) {
            try (node) {
                assertEquals(Optional.empty(), node.problem());
                assertEquals(DatabaseTest.NEWEST, node.schemaVersion());
                assertEquals(2, new Workshops(node).dump().get("event_tag").size());
            }
        }
        assertEquals(5L, one(source, "select count(*) from journal"));
    }

    // --- refusals

    @Test
    void a_database_that_has_anything_in_it_is_refused_and_left_alone() throws Exception {
        var file = backup(bed.database);
        var migrated = Databases.migrated();
        assertTrue(
                refused(file, migrated)
                        .startsWith("The database is not empty, and nothing is ever overwritten: it has "),
                refused(file, migrated));
        var others = Databases.empty();
        sql(others, "create table somebody_elses (id int)");
        assertEquals(
                "The database is not empty, and nothing is ever overwritten: it has 1 table, as somebody_elses."
                        + " Restore into a database that was just made.",
                refused(file, others));
        assertEquals(0L, one(others, "select count(*) from somebody_elses"));
        try (var database = new Database(migrated)) {
            assertEquals(Optional.empty(), database.problem());
        }
    }

    @Test
    void a_backup_of_a_newer_schema_is_refused_before_anything_is_made() throws Exception {
        var store = new PostgresBackupStore(bed.database, bed.operations);
        var file = backup(new Wrapped(store) {
            @Override
            public Moment now() {
                return new WrappedMoment(store.now()) {
                    @Override
                    public String schema() {
                        return "999";
                    }
                };
            }
        });
        var target = Databases.empty();
        assertEquals(
                "The backup has schema version 999, and this Atelier knows versions up to " + DatabaseTest.NEWEST
                        + ": restore it with an Atelier at least as new as the one that wrote it (1.2.3).",
                refused(file, target));
        assertEquals(0L, one(target, "select count(*) from pg_namespace where nspname like 'atelier%'"));
    }

    @Test
    void tables_that_are_not_ours_are_refused_by_name() throws Exception {
        bed.psql.execute("create table rooms (id int primary key)");
        var file = backup(bed.database);
        assertEquals(
                "The backup has tables that are not Atelier's, and that only PostgreSQL's own pg_dump can make again:"
                        + " rooms.",
                refused(file, Databases.empty()));
    }

    @Test
    void a_column_that_is_not_ours_is_refused_by_name() throws Exception {
        bed.psql.execute("alter table todo add column colour text");
        var words = refused(backup(bed.database), Databases.empty());
        assertTrue(words.startsWith("In the backup the table todo has the columns [id, event_id, "), words);
    }

    @Test
    void rows_that_contradict_each_other_are_refused_and_none_is_there() throws Exception {
        bed.psql.execute("alter table event_tag drop constraint event_tag_tag_id_fkey;"
                + " insert into event (id, slug) values (1, 'a'); insert into event_tag values (1, 77)");
        var target = Databases.empty();
        var words = refused(backup(bed.database), target);
        assertTrue(words.contains("violates foreign key constraint \"event_tag_tag_id_fkey\""), words);
        assertEquals(0L, one(target, "select count(*) from event"));
    }

    @Test
    void half_a_restore_is_taken_for_an_atelier_by_nobody() throws Exception {
        lived();
        var whole = backup(bed.database);
        var bytes = Files.readAllBytes(whole);
        // somewhere in the rows: the zip's directory, which is at its end, stays
        bytes[bytes.length / 2] ^= 0x55;
        var damaged = Files.write(directory.resolve("damaged.zip"), bytes);
        var target = Databases.empty();

        assertThrows(BadBackupException.class, () -> restore(damaged, target));

        assertEquals(0L, one(target, "select count(*) from event"));
        try (var database = new Database(target)) {
            assertEquals(
                    Optional.of("a restore into this database broke off, or is still going on; when none is, make the"
                            + " database anew and restore again"),
                    database.problem());
        }
        assertTrue(
                refused(whole, target).startsWith("A restore into this database broke off, or is still going on."),
                refused(whole, target));
    }

    // --- stores that do something else in one place

    private static class Wrapped implements BackupStore {
        private final BackupStore inner;

        Wrapped(BackupStore inner) {
            this.inner = inner;
        }

        @Override
        public Moment now() {
            return inner.now();
        }

        @Override
        public void made(NewOperation by, Instant asOf) {
            // of no matter here
        }

        @Override
        public Optional<Backups.Made> last() {
            return Optional.empty();
        }
    }

    private static class WrappedMoment implements BackupStore.Moment {
        private final BackupStore.Moment inner;

        WrappedMoment(BackupStore.Moment inner) {
            this.inner = inner;
        }

        @Override
        public Instant at() {
            return inner.at();
        }

        @Override
        public String schema() {
            return inner.schema();
        }

        @Override
        public String postgresql() {
            return inner.postgresql();
        }

        @Override
        public List<BackupStore.Table> tables() {
            return inner.tables();
        }

        @Override
        public List<String> leftOut() {
            return inner.leftOut();
        }

        @Override
        public long copy(BackupStore.Table table, OutputStream to) throws IOException {
            return inner.copy(table, to);
        }

        @Override
        public List<Manifest.Sequence> sequences() {
            return inner.sequences();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
