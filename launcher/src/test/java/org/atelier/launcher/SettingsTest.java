package org.atelier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
