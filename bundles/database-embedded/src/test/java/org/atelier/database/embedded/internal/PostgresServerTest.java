package org.atelier.database.embedded.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    private static final String PASSWORD = "a 'quoted' \\ secret";

    @TempDir
    static Path binaries;

    @TempDir
    Path home;

    @Test
    void a_server_answers_keeps_its_data_over_a_restart_and_is_gone_when_closed() throws Exception {
        long first;
        try (var server = PostgresServer.start(options())) {
            execute(server.dataSource(), "create table kept (word text)", "insert into kept values ('Ωmega')");
            first = postmaster();
        }
        assertFalse(runs(first), "the server outlived close()");

        try (var server = PostgresServer.start(options())) {
            assertEquals("Ωmega", ask(server.dataSource(), "select word from kept"));
        }
    }

    @Test
    void a_password_of_chance_is_checked_quickly_and_still_checked_also_on_data_that_are_older() throws Exception {
        var chance = "0123456789_abcdefghijklmnopqrstuvwxyz-ABCDE";
        var made = PostgresOptions.in(home, chance).withBinariesDirectory(binaries);
        var verifier = "select rolpassword from pg_authid where rolname = current_user";
        try (var server = PostgresServer.start(made)) {
            assertTrue(ask(server.dataSource(), verifier).startsWith("SCRAM-SHA-256$1:"));
            // as servers made it until now
            execute(server.dataSource(), "alter role current_user password '" + chance + "'");
            assertTrue(ask(server.dataSource(), verifier).startsWith("SCRAM-SHA-256$4096:"));
        }
        String quick;
        try (var server = PostgresServer.start(made)) {
            quick = ask(server.dataSource(), verifier);
            assertTrue(quick.startsWith("SCRAM-SHA-256$1:"));
        }
        var wrong = made.withPassword("x" + chance.substring(1));
        assertThrows(PostgresException.class, () -> PostgresServer.start(wrong).close());
        try (var server = PostgresServer.start(made)) {
            assertEquals(quick, ask(server.dataSource(), verifier), "made anew though it was quick already");
        }
        // what somebody thought of is worth being slow about
        try (var server = PostgresServer.start(options().withDataDirectory(home.resolve("thought of")))) {
            assertTrue(ask(server.dataSource(), verifier).startsWith("SCRAM-SHA-256$4096:"));
        }
    }

    @Test
    void a_server_is_durable_checks_its_pages_listens_on_loopback_only_and_speaks_utf8_and_utc() throws Exception {
        try (var server = PostgresServer.start(options())) {
            var source = server.dataSource();
            assertEquals("on", ask(source, "show fsync"));
            assertEquals("on", ask(source, "show synchronous_commit"));
            assertEquals("on", ask(source, "show full_page_writes"));
            assertEquals("on", ask(source, "show data_checksums"));
            assertEquals("127.0.0.1", ask(source, "show listen_addresses"));
            assertEquals("", ask(source, "show unix_socket_directories"));
            assertEquals("UTF8", ask(source, "show server_encoding"));
            assertEquals(
                    "UTC",
                    ask(source, "select setting from pg_settings where name = 'TimeZone'")
                            .replace("Etc/", ""));
            assertEquals("atelier", ask(source, "select current_database()"));
            assertEquals("t", ask(source, "select bool_and(auth_method = 'scram-sha-256') from pg_hba_file_rules"));
            assertEquals(
                    "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data"))));
            try (var left = Files.list(home)) {
                assertEquals(
                        List.of("data", "data.lock", "postgres.log"),
                        left.map(path -> path.getFileName().toString()).sorted().toList());
            }
        }
    }

    @Test
    void data_of_another_major_version_are_refused_with_what_to_do_and_left_alone() throws Exception {
        PostgresServer.start(options()).close();
        var version = home.resolve("data/PG_VERSION");
        var ours = Files.readString(version).strip();
        Files.writeString(version, "17\n");

        var refused = assertThrows(PostgresException.class, () -> PostgresServer.start(options()));

        assertEquals(
                "the data in " + home + " are those of PostgreSQL 17, and this Atelier brings PostgreSQL " + ours
                        + "; nothing was touched. A backup leads across: see docs/operators.md, Upgrade",
                refused.getMessage());
        Files.writeString(version, ours + "\n");
        PostgresServer.start(options()).close();
    }

    @Test
    void a_forgetful_server_does_not_wait_for_the_disk() throws Exception {
        try (var server = PostgresServer.start(options().forgetful())) {
            assertEquals("off", ask(server.dataSource(), "show fsync"));
            assertEquals("off", ask(server.dataSource(), "show synchronous_commit"));
        }
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        try (var server = PostgresServer.start(options())) {
            var refused = assertThrows(
                    SQLException.class,
                    () -> DriverManager.getConnection(server.jdbcUrl(), "atelier", "guessed")
                            .close());
            assertEquals("28P01", refused.getSQLState());
        }
        var refused = assertThrows(
                PostgresException.class, () -> PostgresServer.start(options().withPassword("changed")));
        assertTrue(refused.getMessage().contains("the one of the first start"), refused.getMessage());
        assertFalse(Files.exists(home.resolve("data/postmaster.pid")), "the refused server still runs");
    }

    @Test
    void what_a_killed_program_left_running_is_stopped_and_its_commits_are_there() throws Exception {
        var killed = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProgramThatIsKilled.class.getName(),
                        home.toString(),
                        PASSWORD,
                        binaries.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long leftover;
        try {
            var announced = killed.inputReader().readLine();
            assertTrue(announced != null && announced.startsWith("port "), () -> "no server: " + announced);
            execute(
                    source(Integer.parseInt(announced.substring(5))),
                    "create table kept (word text)",
                    "insert into kept values ('committed')");
            leftover = postmaster();
            var inUse = assertThrows(PostgresException.class, () -> PostgresServer.start(options()));
            assertTrue(inUse.getMessage().contains("in use by another Atelier"), inUse.getMessage());
        } finally {
            killed.destroyForcibly();
            assertTrue(killed.waitFor(30, TimeUnit.SECONDS));
        }
        assertTrue(runs(leftover), "PostgreSQL should survive the kill of its starter");

        try (var server = PostgresServer.start(options())) {
            assertNotEquals(leftover, postmaster());
            assertFalse(runs(leftover), "the leftover server still runs");
            assertEquals("committed", ask(server.dataSource(), "select word from kept"));
        }
    }

    @Test
    void a_stale_pid_file_that_names_another_program_does_not_stop_us_or_it() throws Exception {
        PostgresServer.start(options()).close();
        var bystander = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    home.resolve("data/postmaster.pid"),
                    bystander.pid() + "\n" + home.resolve("data") + "\n1\n5432\n\n127.0.0.1\n1 1\nready\n");
            try (var server = PostgresServer.start(options())) {
                assertEquals("1", ask(server.dataSource(), "select 1"));
            }
            assertTrue(bystander.isAlive());
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void a_port_in_use_is_named_in_the_refusal() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var refused = assertThrows(
                    PostgresException.class,
                    () -> PostgresServer.start(options().withPort(taken.getLocalPort())));
            assertTrue(refused.getMessage().contains("127.0.0.1:" + taken.getLocalPort()), refused.getMessage());
            assertTrue(refused.getMessage().contains("Address already in use"), refused.getMessage());
        }
    }

    @Test
    void the_password_is_neither_in_the_options_text_nor_in_the_log() throws Exception {
        var options = options();
        PostgresServer.start(options).close();
        assertFalse(options.toString().contains(PASSWORD));
        assertFalse(Files.readString(options.logFile()).contains(PASSWORD));
    }

    private PostgresOptions options() {
        return PostgresOptions.in(home, PASSWORD).withBinariesDirectory(binaries);
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
    }

    /** A process that has ended but that nobody has waited for yet has no program any more. */
    private static boolean runs(long pid) {
        return Files.exists(Path.of("/proc", Long.toString(pid), "exe"));
    }

    private static DataSource source(int port) {
        var source = new org.postgresql.ds.PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/atelier");
        source.setUser("atelier");
        source.setPassword(PASSWORD);
        return source;
    }

    private static String ask(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(DataSource source, String... statements) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
