package org.atelier.benchmarks;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.atelier.backup.Backups;
import org.atelier.export.ServedFeeds;
import org.atelier.health.Installation;
import org.atelier.http.Authenticator;
import org.atelier.persistence.internal.Database;
import org.atelier.security.AccountStore;
import org.atelier.security.OpenId;
import org.atelier.security.SessionStore;
import org.atelier.security.SignIns;
import org.atelier.security.internal.Gate;
import org.atelier.security.internal.Passwords;
import org.atelier.web.admin.internal.AdminServlet;
import org.osgi.framework.BundleContext;

/**
 * The pages that administrators look at most, asked by a browser that is signed in: how long each takes, beside how long
 * its SQL alone does, by one client, by eight at once that ask without a pause, and by eight that look at each page.
 */
final class PagesBenchmark {
    private static final int CLIENTS = 8;
    private static final int WARMUP = 800;
    private static final int ALONE = 200;
    private static final int TOGETHER = 800;
    private static final int BY_PEOPLE = 240;

    /** How long somebody looks at a page before the next, on average: far less than people do. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** What the cookie of the session holds. */
    private static final String SESSION = "benchmarks-have-a-session-of-43-characters_";

    private static final String HEADERS =
            "Accept-Encoding: gzip\r\nAccept: text/html\r\nCookie: atelier_session=" + SESSION + "\r\n";

    /** What the generated data have none of: workshops that are still to come, and to-dos. */
    private static final String ALIVE = """
            update event set start = current_date + (id % 90)::int, "end" = current_date + (id % 90)::int + 1
            where id % 60 = 0;
            insert into todo (event_id, title, due, completed)
            select id, 'Ask the host', current_date + (id % 40)::int - 20, id % 3 = 0 from event where id % 30 = 0;
            """;

    /** Somebody who is signed in and, where anybody has, has something to do with workshops. */
    private static final String SIGNED_IN = """
            insert into account (id, name, display_name, access) values (1, 'ann', 'Ann', 'administrator');
            insert into account_secret (account_id) values (1);
            insert into account_person (account_id, person_id)
            select 1, person_id from task group by person_id order by count(*) desc, person_id limit 1;
            insert into session (hash, account_id, started, last_used, address, agent)
            values ('\\x%s', 1, now(), now(), '127.0.0.1', 'benchmark');
            """;

    private PagesBenchmark() {}

    /** A page, and addresses of it that differ in the records they are about. */
    private record Page(String name, Supplier<String> address) {
        List<String> addresses(int count) {
            return Stream.generate(address).limit(count).toList();
        }
    }

    /** @param dataset a directory of CSV files, as the generator of test data writes them */
    static String measure(Path directory, Path dataset) throws IOException, SQLException {
        var timers = new ArrayList<SqlTimer>();
        try (var bench = Bench.in(directory, source -> {
                    timers.add(new SqlTimer(source));
                    return timers.getFirst();
                });
                var byHand = bench.connection()) {
            Dataset.load(byHand, dataset);
            liven(byHand);
            return measure(directory, bench.database(), timers.getFirst(), byHand);
        }
    }

    static void liven(Connection connection) throws SQLException {
        run(connection, ALIVE);
        signIn(connection);
        Dataset.tidy(connection);
    }

    private static void signIn(Connection connection) throws SQLException {
        run(connection, SIGNED_IN.formatted(sha256()));
    }

    /**
     * How long requests waited for the database, in milliseconds, half of them less.
     *
     * @param pages for each of them its addresses, which are asked one after the other, twice: once to warm up
     */
    static List<Double> waiting(
            Path directory, Database database, SqlTimer timer, Connection byHand, List<List<String>> pages)
            throws IOException, SQLException {
        signIn(byHand);
        try (var web = WebServer.started(
                directory.resolve("static"),
                List.of(timer.filter()),
                Map.of("/workshops/*", servlet(database, directory)))) {
            var waited = new ArrayList<Double>();
            for (var addresses : pages) {
                HttpLoad.each(web.port(), addresses, HEADERS, 1, _ -> {});
                timer.taken();
                HttpLoad.each(web.port(), addresses, HEADERS, 1, _ -> {});
                waited.add(Tally.quantile(sql(timer.taken()), 0.5));
            }
            return waited;
        }
    }

    static String measure(Path directory, Database database, SqlTimer timer, Connection byHand)
            throws IOException, SQLException {
        var servlet = servlet(database, directory);
        try (var web = WebServer.started(
                directory.resolve("static"), List.of(timer.filter()), Map.of("/workshops/*", servlet))) {
            return measure(web.port(), timer, pages(byHand));
        }
    }

    private static String measure(int port, SqlTimer timer, List<Page> pages) {
        for (var page : pages) {
            HttpLoad.each(port, page.addresses(WARMUP), HEADERS, CLIENTS, _ -> {});
        }
        var lines = new StringBuilder("""
                | page | statements | KB sent | alone: SQL, ms | page, ms | 95 % | 8 clients: SQL, ms | 95 % | page, ms | 95 % | 8 who look: page, ms | 95 % |
                |---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        for (var page : pages) {
            timer.taken();
            var alone = new ArrayList<Long>();
            var bytes = HttpLoad.each(port, page.addresses(ALONE), HEADERS, 1, alone::add);
            var sqlAlone = timer.taken();
            var together = new ArrayList<Long>();
            HttpLoad.each(port, page.addresses(TOGETHER), HEADERS, CLIENTS, together::add);
            var sqlTogether = timer.taken();
            var byPeople = new ArrayList<Long>();
            HttpLoad.each(port, page.addresses(BY_PEOPLE), HEADERS, CLIENTS, LOOK, byPeople::add);
            lines.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                    page.name(),
                    sqlAlone.stream()
                            .mapToInt(SqlTimer.Spent::statements)
                            .average()
                            .orElseThrow(),
                    bytes / 1024.0 / ALONE,
                    Tally.quantile(sql(sqlAlone), 0.5),
                    Tally.quantile(alone, 0.5),
                    Tally.quantile(alone, 0.95),
                    Tally.quantile(sql(sqlTogether), 0.5),
                    Tally.quantile(sql(sqlTogether), 0.95),
                    Tally.quantile(together, 0.5),
                    Tally.quantile(together, 0.95),
                    Tally.quantile(byPeople, 0.5),
                    Tally.quantile(byPeople, 0.95)));
        }
        return lines.toString();
    }

    private static List<Long> sql(List<SqlTimer.Spent> requests) {
        return requests.stream().map(SqlTimer.Spent::nanoseconds).toList();
    }

    // ------------------------------------------------------------------------------------------------ what is asked

    private static List<Page> pages(Connection connection) throws SQLException {
        var events = Dataset.texts(connection, "select slug from event order by id");
        var ids = Dataset.texts(connection, "select id::text from event order by id");
        var people = Dataset.texts(connection, "select username from person order by id");
        var families =
                Dataset.texts(connection, "select distinct family from person where family ~ '^[a-zA-Z]+$' order by 1");
        var hosts = Dataset.texts(connection, "select fullname from organization order by id");
        var tags = Dataset.texts(connection, "select name from tag order by id");
        var after = Dataset.texts(
                connection,
                "select id || '~' || start from event where start is not null order by start desc, id limit 5000");
        return List.of(
                new Page("dashboard", () -> "/workshops/"),
                new Page("events, some page of the list", any("/workshops/events?sort=-start&after=", after)),
                new Page(
                        "events, searched and filtered",
                        () -> any("/workshops/events?search=", hosts).get()
                                + any("&tags=", tags).get() + "&published=true"),
                new Page("an event", () -> any("/workshops/event/", events).get() + "/"),
                new Page("people", () -> "/workshops/persons"),
                new Page("people, searched", any("/workshops/persons?search=", families)),
                new Page("a person", () -> any("/workshops/person/", people).get() + "/"),
                new Page("tasks", () -> "/workshops/tasks"),
                new Page("search for anything", any("/workshops/search?search=", families)),
                new Page(
                        "two events to be merged",
                        () -> any("/workshops/events/merge?event_a_0=", events).get()
                                + any("&event_b_0=", events).get()),
                new Page("duplicates among people", () -> "/workshops/duplicates/persons?minimum=1"),
                new Page("what happened to an event", any("/workshops/history/event/", ids)));
    }

    private static final Random DICE = new Random(20_261_128);

    private static Supplier<String> any(String before, List<String> texts) {
        return () -> before + URLEncoder.encode(texts.get(DICE.nextInt(texts.size())), StandardCharsets.UTF_8);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    // ------------------------------------------------------------------------------------------------ what answers

    private static Servlet servlet(Database database, Path directory) throws IOException {
        var stores = new Components(Map.of(Database.class, database));
        var gate = new Gate(
                framework(directory),
                stores.the(AccountStore.class),
                stores.the(SessionStore.class),
                stores.the(Passwords.class));
        return new Components(Map.of(
                        Database.class, database,
                        Authenticator.class, gate,
                        SignIns.class, gate,
                        OpenId.class, unasked(OpenId.class),
                        ServedFeeds.class, unasked(ServedFeeds.class),
                        Backups.class, unasked(Backups.class),
                        Installation.class, unasked(Installation.class)))
                .the(AdminServlet.class);
    }

    /** Knows the home directory and nothing else. */
    private static BundleContext framework(Path directory) throws IOException {
        var home = Files.createTempDirectory(directory, "home-").toString();
        return proxy(
                BundleContext.class,
                (method, argument) -> method.equals("getProperty") && "atelier.home".equals(argument) ? home : null);
    }

    /** What offers nothing, and none of these pages asks for more. */
    private static <T> T unasked(Class<T> type) {
        return proxy(type, (method, _) -> {
            if (method.equals("offer")) {
                return Optional.empty();
            }
            throw new UnsupportedOperationException(type.getName() + "." + method);
        });
    }

    /** What a service of which only the framework has one answers here. */
    private interface Answer {
        Object to(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> answer.to(method.getName(), arguments == null ? null : arguments[0])));
    }

    private static String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(SESSION.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
