package org.atelier.oidc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.atelier.security.IdentityProvider.Asked;
import org.atelier.security.IdentityProvider.Question;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator says, and what the provider says of itself. */
class OpenIdProviderTest {
    private static final Question QUESTION =
            new Question(URI.create("https://atelier.example/back"), "s".repeat(43), "n".repeat(43), "v".repeat(43));

    private final LocalProvider provider = LocalProvider.start();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private OpenIdProvider client =
            new OpenIdProvider(Optional.of(provider.settings(Settings.EMAIL)), Duration.ofSeconds(2), now::get);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        client.stop();
        provider.close();
    }

    private static Optional<Settings> read(Map<String, String> settings) throws IOException {
        return Settings.read(name -> Optional.ofNullable(settings.get(name)));
    }

    private boolean answers() {
        return client.ask(QUESTION) instanceof Asked.Send;
    }

    @Test
    void without_an_issuer_nothing_is_offered() throws Exception {
        assertEquals(Optional.empty(), read(Map.of(Settings.CLIENT, "x", Settings.SECRET_FILE, "/no/such/file")));
        var nothing = new OpenIdProvider(Optional.empty(), Duration.ofSeconds(1), now::get);
        assertEquals(Optional.empty(), nothing.offer());
        nothing.stop();
    }

    @Test
    void the_button_names_the_host_unless_it_is_told_otherwise() throws Exception {
        var settings = new HashMap<>(Map.of(Settings.ISSUER, "https://id.example.org/realms/x", Settings.CLIENT, "a"));
        assertEquals(
                "Sign in with id.example.org",
                read(settings).orElseThrow().offer().label());
        settings.put(Settings.LABEL, "Sign in with your university");
        assertEquals(
                "Sign in with your university",
                read(settings).orElseThrow().offer().label());
    }

    @Test
    void a_file_with_the_secret_beats_the_secret_and_is_told_to_nobody() throws Exception {
        var file = Files.writeString(folder.resolve("secret"), "from the file\n");
        var settings = new HashMap<>(Map.of(
                Settings.ISSUER,
                "https://id.example.org",
                Settings.CLIENT,
                "a",
                Settings.SECRET,
                "from the settings",
                Settings.SECRET_FILE,
                file.toString()));
        var read = read(settings).orElseThrow();
        assertEquals(Optional.of("from the file"), read.secret());
        assertFalse(read.toString().contains("from"), read.toString());
        Files.writeString(file, " \n");
        assertTrue(assertThrows(IOException.class, () -> read(settings))
                .getMessage()
                .contains("which is empty"));
        settings.put(Settings.SECRET_FILE, folder.resolve("none").toString());
        assertTrue(assertThrows(IOException.class, () -> read(settings))
                .getMessage()
                .contains("cannot be read"));
    }

    @Test
    void an_issuer_that_can_be_read_on_the_way_or_a_missing_client_stops_the_start() {
        for (var issuer :
                List.of("http://id.example.org", "id.example.org", "https://", "https://a:b@c.example", "ftp://x")) {
            var told = assertThrows(
                    IllegalArgumentException.class,
                    () -> read(Map.of(Settings.ISSUER, issuer, Settings.CLIENT, "a")),
                    issuer);
            assertTrue(told.getMessage().startsWith(Settings.ISSUER + " must"), told.getMessage());
        }
        var told = assertThrows(
                IllegalArgumentException.class, () -> read(Map.of(Settings.ISSUER, "https://id.example.org")));
        assertTrue(told.getMessage().startsWith(Settings.CLIENT), told.getMessage());
    }

    @Test
    void a_provider_that_is_somebody_else_or_signs_nothing_or_sends_us_astray_is_not_asked() {
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of("issuer", provider.issuer() + "/"),
                Map.of("id_token_signing_alg_values_supported", List.of("none")),
                Map.of("id_token_signing_alg_values_supported", List.of("HS256")),
                Map.of("token_endpoint", "http://evil.example/token"),
                Map.of("jwks_uri", "file:///etc/passwd"),
                Map.of("authorization_endpoint", "javascript:alert(1)"))) {
            provider.more = more;
            assertFalse(answers(), more.toString());
            now.updateAndGet(then -> then.plusSeconds(6));
        }
        provider.more = Map.of();
        assertTrue(answers());
    }

    @Test
    void one_that_is_slow_or_does_not_end_is_away_and_is_left_alone_for_a_moment() {
        for (var trouble :
                List.of(LocalProvider.Trouble.SLOW, LocalProvider.Trouble.ENDLESS, LocalProvider.Trouble.DOWN)) {
            provider.trouble = trouble;
            var asked = provider.asked.size();
            assertFalse(answers(), trouble.name());
            assertFalse(answers(), trouble.name());
            assertEquals(asked + 1, provider.asked.size(), trouble.name());
            now.updateAndGet(then -> then.plusSeconds(6));
        }
        provider.trouble = LocalProvider.Trouble.NONE;
        assertTrue(answers());
    }

    @Test
    void what_it_said_an_hour_ago_counts_on_while_it_is_away() {
        assertTrue(answers());
        now.updateAndGet(then -> then.plus(Duration.ofHours(2)));
        provider.trouble = LocalProvider.Trouble.DOWN;
        assertTrue(answers());
    }

    @Test
    void it_is_asked_with_what_its_address_has_already() {
        provider.more = Map.of("authorization_endpoint", provider.issuer() + "/authorize?tenant=1");
        var sent = assertInstanceOf(Asked.Send.class, client.ask(QUESTION));
        assertTrue(sent.to().getQuery().contains("tenant=1"), sent.to().toString());
        assertTrue(
                sent.to().getQuery().contains("redirect_uri=https://atelier.example/back"),
                sent.to().toString());
    }
}
