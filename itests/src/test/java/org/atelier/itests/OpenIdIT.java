package org.atelier.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.atelier.oidc.internal.LocalProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ships, with the libraries as bundles, signs in whom a provider on this machine vouches for. */
class OpenIdIT {
    @TempDir
    Path folder;

    @Test
    void somebody_signs_in_through_a_provider_from_the_button_to_their_account() throws Exception {
        try (var provider = LocalProvider.start();
                var browser = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
                var atelier = InstalledAtelier.start(
                        InstalledAtelier.DISTRIBUTION,
                        folder.resolve("home"),
                        Map.of(
                                "ATELIER_OIDC_ISSUER",
                                provider.issuer(),
                                "ATELIER_OIDC_CLIENT_ID",
                                LocalProvider.CLIENT,
                                "ATELIER_OIDC_CLIENT_SECRET",
                                LocalProvider.SECRET,
                                "ATELIER_OIDC_LABEL",
                                "Sign in with the college"))) {
            assertTrue(atelier.send(atelier.request("/workshops/login")).body().contains("Sign in with the college"));
            // nobody has an account by being known there
            assertEquals(403, walk(atelier, browser).statusCode());
            var made = atelier.send(atelier.asAdministrator("/api/v1/accounts")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            "{\"name\": \"anna@example.org\", \"display_name\": \"Anna\", \"access\": \"editor\"}")));
            assertEquals(201, made.statusCode(), made.body());

            var back = walk(atelier, browser);
            assertEquals(303, back.statusCode(), back.body());
            assertEquals("/workshops/tags", location(back));
            var tags = atelier.send(atelier.request("/workshops/tags").header("Cookie", cookies(back)));
            assertEquals(200, tags.statusCode());
            assertTrue(tags.body().contains("anna@example.org"));

            var identities = InstalledAtelier.json(
                    atelier.send(atelier.asAdministrator("/api/v1/accounts/anna@example.org/identities"))
                            .body());
            assertEquals(
                    provider.issuer(), identities.at("/identities/0/issuer").textValue());
            var installation = atelier.send(atelier.asAdministrator("/api/v1/installation"));
            assertTrue(installation.body().contains("atelier.oidc.client.secret"));
            assertFalse(installation.body().contains(LocalProvider.SECRET), "the secret is told");
            assertFalse(
                    Files.readString(folder.resolve("home/log/atelier.log")).contains(LocalProvider.SECRET),
                    "the secret is logged");
        }
    }

    /** From the button to the provider, and back with what it said. */
    private static HttpResponse<String> walk(InstalledAtelier atelier, HttpClient browser) throws Exception {
        var begun = atelier.send(atelier.request("/workshops/login/openid?next=/workshops/tags"));
        assertEquals(303, begun.statusCode(), begun.body());
        var there =
                browser.send(HttpRequest.newBuilder(URI.create(location(begun))).build(), BodyHandlers.ofString());
        assertEquals(302, there.statusCode(), there.body());
        assertTrue(location(there).startsWith(atelier.url("/workshops/login/openid/back?")), location(there));
        return browser.send(
                HttpRequest.newBuilder(URI.create(location(there)))
                        .header("Cookie", cookies(begun))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(set -> set.substring(0, set.indexOf(';')))
                .filter(pair -> !pair.endsWith("="))
                .collect(Collectors.joining("; "));
    }
}
