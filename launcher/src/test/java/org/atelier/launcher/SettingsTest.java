package org.atelier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String USER_HOME = System.getProperty("user.home");

    @TempDir
    Path directory;

    @Test
    void an_empty_file_means_the_defaults() throws Exception {
        var settings = Settings.read(file(""), Map.of());
        assertEquals(Path.of(USER_HOME, ".atelier"), settings.home());
        assertEquals("127.0.0.1", settings.get(Setting.HTTP_HOST));
        assertEquals(8080, settings.number(Setting.HTTP_PORT));
        assertFalse(settings.databaseIsExternal());
    }

    @Test
    void the_environment_beats_the_file_and_the_file_beats_the_defaults() throws Exception {
        var file = file("atelier.http.port = 8081\natelier.http.host = 0.0.0.0\n");
        var settings = Settings.read(file, Map.of("ATELIER_HTTP_PORT", "8082"));
        assertEquals(8082, settings.number(Setting.HTTP_PORT));
        assertEquals("0.0.0.0", settings.get(Setting.HTTP_HOST));
    }

    @Test
    void where_each_comes_from_is_told_without_its_value() throws Exception {
        var file = file("atelier.http.port = 8081\natelier.database.password = s3cret\n");
        var origins =
                Settings.read(file, Map.of("ATELIER_HTTP_HOST", "0.0.0.0")).origins();
        assertEquals(
                List.of(
                        "atelier.home=default",
                        "atelier.http.host=environment",
                        "atelier.http.port=file",
                        "atelier.http.proxies=default"),
                List.of(origins.split(" ")).subList(0, 4));
        assertTrue(origins.contains("atelier.database.password=file"), origins);
        assertFalse(origins.contains("s3cret"), origins);
    }

    @Test
    void nobody_can_be_shut_out_by_a_limit_of_nothing() throws Exception {
        for (var setting : List.of(Setting.HTTP_REQUESTS, Setting.HTTP_CONNECTIONS)) {
            var file = file(setting.key() + " = 0\n");
            var refusal = assertThrows(Refusal.class, () -> Settings.read(file, Map.of()));
            assertTrue(refusal.getMessage().contains(setting.key()), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("at least, and is 0"), refusal.getMessage());
        }
    }

    @Test
    void an_empty_variable_says_nothing() throws Exception {
        assertEquals(
                8081,
                Settings.read(file("atelier.http.port=8081"), Map.of("ATELIER_HTTP_PORT", " "))
                        .number(Setting.HTTP_PORT));
    }

    @Test
    void the_file_that_ships_has_every_setting_and_changes_none() {
        var shipped = Path.of("../distribution/src/main/dist/conf/atelier.properties");
        var text = assertReadable(shipped);
        for (var setting : Setting.values()) {
            assertTrue(text.contains("#" + setting.key() + " ="), () -> setting.key() + " is not in " + shipped);
        }
        assertEquals(
                8080, Settings.read(shipped, Map.of()).number(Setting.HTTP_PORT), "a shipped file must not decide");
    }

    @Test
    void a_key_nobody_knows_is_refused_with_its_name_and_the_known_ones() throws Exception {
        var file = file("atelier.htp.port = 8081\n");
        var refusal = assertThrows(Refusal.class, () -> Settings.read(file, Map.of()));
        assertEquals(2, refusal.exitCode());
        assertTrue(refusal.getMessage().startsWith(file + " has a setting nobody knows: atelier.htp.port; known are "));
        assertTrue(refusal.getMessage().contains("atelier.http.port"));
    }

    @Test
    void a_value_that_does_not_fit_is_refused_with_where_it_stands() throws Exception {
        var file = file("atelier.http.port = http\n");
        assertEquals(
                "atelier.http.port in " + file + " must be a port, 0 to 65535, and is 'http'",
                assertThrows(Refusal.class, () -> Settings.read(file, Map.of())).getMessage());
        assertEquals(
                "the environment variable ATELIER_HTTP_PORT must be a port, 0 to 65535, and is '-1'",
                assertThrows(Refusal.class, () -> Settings.read(file(""), Map.of("ATELIER_HTTP_PORT", "-1")))
                        .getMessage());
    }

    @Test
    void a_word_that_is_none_of_those_offered_is_refused_with_them() throws Exception {
        var file = file("atelier.oidc.access = administrator\n");
        assertEquals(
                "atelier.oidc.access in " + file + " must be empty or viewer or editor, and is 'administrator'",
                assertThrows(Refusal.class, () -> Settings.read(file, Map.of())).getMessage());
        assertEquals("email", Settings.read(file(""), Map.of()).get(Setting.OIDC_CLAIM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "localhost",
                "10",
                "10.0.0.256",
                "127.0.0.1, proxy",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.1/8",
                "fe80::1::2",
                "fd00::/129",
                "1.2.3.4:80"
            })
    void what_is_no_address_of_a_proxy_is_refused_with_the_settings_name(String text) throws Exception {
        var file = file("");
        var refusal = assertThrows(Refusal.class, () -> Settings.read(file, Map.of("ATELIER_HTTP_PROXIES", text)));
        assertEquals(2, refusal.exitCode());
        assertEquals(
                "the environment variable ATELIER_HTTP_PROXIES must be addresses or ranges separated by commas, such as"
                        + " 127.0.0.1 or 10.0.0.0/8; '" + text.replaceFirst(".*, ", "") + "' is neither",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1",
                "127.0.0.1, ::1,",
                "10.0.0.0/8",
                "172.16.0.0/12",
                "0.0.0.0/0",
                "192.168.1.7/32",
                "fd00::/8",
                "::/0",
                "::ffff:10.0.0.1"
            })
    void addresses_and_ranges_of_both_kinds_are_proxies(String text) {
        assertEquals(text, Setting.HTTP_PROXIES.read(text));
    }

    @Test
    void a_database_that_is_no_postgresql_is_refused_without_telling_its_address() throws Exception {
        var file = file("atelier.database.url = jdbc:mysql://x?password=s3cret\n");
        assertEquals(
                "atelier.database.url in " + file
                        + " must begin with jdbc:postgresql:, as in jdbc:postgresql://db.example.org/atelier",
                assertThrows(Refusal.class, () -> Settings.read(file, Map.of())).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://x", "http://id.example.org", "id.example.org", "https://", "https://a b", "https://me@x"})
    void an_issuer_that_cannot_be_asked_encrypted_is_refused(String text) throws Exception {
        var file = file("");
        assertEquals(
                "the environment variable ATELIER_OIDC_ISSUER must be an address that begins with https://, such as"
                        + " https://id.example.org, and is '" + text + "'",
                assertThrows(Refusal.class, () -> Settings.read(file, Map.of("ATELIER_OIDC_ISSUER", text)))
                        .getMessage());
        for (var fit : List.of("https://id.example.org/realms/a", "http://127.0.0.1:8090", "http://[::1]:8090", "")) {
            assertEquals(fit, Setting.OIDC_ISSUER.read(fit));
        }
    }

    @Test
    void a_port_with_tls_needs_a_certificate_and_a_key_that_can_be_read() throws Exception {
        var port = Map.of("ATELIER_HTTPS_PORT", "8443");
        assertRefused(
                "atelier.https.port is set, and so atelier.https.certificate (ATELIER_HTTPS_CERTIFICATE) must name a file",
                port);
        var certificate = Files.writeString(directory.resolve("chain.pem"), "");
        var withCertificate = with(port, "ATELIER_HTTPS_CERTIFICATE", certificate.toString());
        assertRefused(
                "atelier.https.port is set, and so atelier.https.key (ATELIER_HTTPS_KEY) must name a file",
                withCertificate);
        assertRefused(
                "atelier.https.key (ATELIER_HTTPS_KEY) names " + directory + ", which is no file",
                with(withCertificate, "ATELIER_HTTPS_KEY", directory.toString()));
        Settings.read(file(""), with(withCertificate, "ATELIER_HTTPS_KEY", certificate.toString()))
                .requireWhole();
    }

    @Test
    void a_provider_needs_the_name_it_has_for_us_and_a_secret_that_can_be_read() throws Exception {
        var issuer = Map.of("ATELIER_OIDC_ISSUER", "https://id.example.org");
        assertRefused(
                "atelier.oidc.issuer is set, and so atelier.oidc.client.id (ATELIER_OIDC_CLIENT_ID) must say what the"
                        + " provider calls Atelier",
                issuer);
        var client = with(issuer, "ATELIER_OIDC_CLIENT_ID", "atelier");
        Settings.read(file(""), client).requireWhole();
        assertRefused(
                "atelier.oidc.client.secret.file (ATELIER_OIDC_CLIENT_SECRET_FILE) names /missing, which is no file",
                with(client, "ATELIER_OIDC_CLIENT_SECRET_FILE", "/missing"));
    }

    @Test
    void a_database_of_ones_own_needs_the_file_with_its_password_and_the_other_does_not() throws Exception {
        var password = Map.of("ATELIER_DATABASE_PASSWORD_FILE", "/missing");
        Settings.read(file(""), password).requireWhole();
        assertRefused(
                "atelier.database.password.file (ATELIER_DATABASE_PASSWORD_FILE) names /missing, which is no file",
                with(password, "ATELIER_DATABASE_URL", "jdbc:postgresql://db.example.org/atelier"));
    }

    private void assertRefused(String words, Map<String, String> environment) throws IOException {
        var settings = Settings.read(file(""), environment);
        var refusal = assertThrows(Refusal.class, settings::requireWhole);
        assertEquals(words, refusal.getMessage());
        assertEquals(2, refusal.exitCode());
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return more;
    }

    @Test
    void a_file_that_is_missing_is_refused_with_its_name() {
        var missing = directory.resolve("missing.properties");
        var refusal = assertThrows(Refusal.class, () -> Settings.read(missing, Map.of()));
        assertEquals(2, refusal.exitCode());
        assertTrue(refusal.getMessage().contains(missing.toString()));
    }

    @Test
    void a_tilde_is_the_users_home_and_other_paths_become_absolute() {
        assertEquals(USER_HOME + "/workshops", Setting.HOME.read("~/workshops"));
        assertEquals(USER_HOME, Setting.HOME.read("~"));
        assertEquals(Path.of("demo-home").toAbsolutePath().toString(), Setting.HOME.read("./demo-home"));
    }

    @Test
    void a_password_does_not_show_in_the_text_of_the_settings() throws Exception {
        var settings = Settings.read(file(""), Map.of("ATELIER_DATABASE_PASSWORD", "s3cret"));
        assertEquals("s3cret", settings.get(Setting.DATABASE_PASSWORD));
        assertFalse(settings.toString().contains("s3cret"));
    }

    @Test
    void a_misspelt_variable_is_noticed_and_the_scripts_own_are_not() {
        assertEquals(
                List.of("ATELIER_HTP_PORT"),
                Settings.misspelt(Map.of(
                        "ATELIER_HTP_PORT",
                        "1",
                        "ATELIER_HTTP_PORT",
                        "2",
                        "ATELIER_JAVA_HOME",
                        "/opt/jdk",
                        "HOME",
                        "/")));
    }

    @Property
    void every_port_is_read_as_it_is_written(@ForAll @IntRange(min = 0, max = 65_535) int port) {
        assertEquals(Integer.toString(port), Setting.HTTP_PORT.read(" " + port + " "));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("atelier.properties"), text);
    }

    private static String assertReadable(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
