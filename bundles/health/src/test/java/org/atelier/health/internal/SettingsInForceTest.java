package org.atelier.health.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.atelier.health.Installation;
import org.atelier.health.Installation.InForce;
import org.junit.jupiter.api.Test;

class SettingsInForceTest {
    @Test
    void each_setting_has_its_value_and_where_it_comes_from() {
        var properties = Map.of(
                "atelier.settings", "atelier.http.port=file atelier.http.proxies=default",
                "atelier.http.port", "8081",
                "atelier.http.proxies", "");
        assertEquals(
                List.of(
                        new InForce("atelier.http.port", "8081", "file"),
                        new InForce("atelier.http.proxies", "", "default")),
                SettingsInForce.read(properties::get));
    }

    @Test
    void secrets_are_hidden_also_in_an_address() {
        var properties = Map.of(
                "atelier.settings",
                "atelier.database.password=environment atelier.database.url=file atelier.database.password.file=file",
                "atelier.database.password",
                "s3cret",
                "atelier.database.url",
                "jdbc:postgresql://db/atelier?user=a&password=s3cret",
                "atelier.database.password.file",
                "/etc/atelier/password");
        assertEquals(
                List.of(Installation.HIDDEN, Installation.HIDDEN, "/etc/atelier/password"),
                SettingsInForce.read(properties::get).stream()
                        .map(InForce::value)
                        .toList());
    }

    @Test
    void the_secret_of_an_openid_client_is_hidden_and_where_it_lies_is_not() {
        var properties = Map.of(
                "atelier.settings",
                "atelier.oidc.client.secret=file atelier.oidc.client.secret.file=file",
                "atelier.oidc.client.secret",
                "s3cret",
                "atelier.oidc.client.secret.file",
                "/etc/atelier/oidc");
        assertEquals(
                List.of(Installation.HIDDEN, "/etc/atelier/oidc"),
                SettingsInForce.read(properties::get).stream()
                        .map(InForce::value)
                        .toList());
    }

    @Test
    void a_secret_that_is_not_set_is_not_said_to_be_hidden() {
        var properties = Map.of("atelier.settings", "atelier.database.password=default");
        assertEquals(
                List.of(new InForce("atelier.database.password", "", "default")),
                SettingsInForce.read(properties::get));
    }

    @Test
    void a_platform_that_was_started_otherwise_has_none() {
        assertEquals(List.of(), SettingsInForce.read(Map.<String, String>of()::get));
    }
}
