package org.atelier.rest.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.atelier.export.ServedFeeds;
import org.atelier.export.ServedFeeds.Served;
import org.atelier.health.Check;
import org.atelier.health.Installation;
import org.atelier.health.Installation.InForce;
import org.atelier.health.Installation.Installed;
import org.atelier.http.Access;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.merge.engine.InstalledStrategies;
import org.atelier.merge.engine.InstalledStrategies.Offered;
import org.atelier.security.ApiTokens;
import org.atelier.security.Held;
import org.atelier.security.Sessions;

/** What runs here, who is signed in, and which tokens there are: for administrators. */
final class InstallationRoutes {
    private static final String INSTALLATION = Api.ROOT + "/installation";

    private final Installation installation;
    private final InstalledStrategies strategies;
    private final ServedFeeds feeds;
    private final Sessions sessions;
    private final ApiTokens tokens;

    InstallationRoutes(
            Installation installation,
            InstalledStrategies strategies,
            ServedFeeds feeds,
            Sessions sessions,
            ApiTokens tokens) {
        this.feeds = feeds;
        this.installation = installation;
        this.strategies = strategies;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.get(INSTALLATION, Access.ADMINISTRATOR, _ -> here()),
                Route.get(Api.ROOT + "/sessions", Access.ADMINISTRATOR, _ -> sessions()),
                Route.get(Api.ROOT + "/tokens", Access.ADMINISTRATOR, _ -> tokens()));
    }

    private Response here() {
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "checks",
                installation.checks().stream().map(InstallationRoutes::json).toList());
        json.put(
                "strategies",
                strategies.offered().stream().map(InstallationRoutes::json).toList());
        json.put("feeds", feeds.lately().stream().map(InstallationRoutes::json).toList());
        json.put(
                "settings",
                installation.settings().stream().map(InstallationRoutes::json).toList());
        json.put(
                "bundles",
                installation.bundles().stream().map(InstallationRoutes::json).toList());
        return Response.json(200, json).header("Cache-Control", "no-store");
    }

    private static Map<String, Object> json(Check check) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", check.name());
        json.put("status", word(check.status()));
        json.put("detail", check.detail());
        return json;
    }

    private static Map<String, Object> json(Offered strategy) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", strategy.id());
        json.put("label", strategy.label());
        json.put("decides", strategy.decides());
        json.put("only", strategy.only());
        json.put("ranking", strategy.ranking());
        json.put("plugin", strategy.plugin());
        json.put("set_aside", strategy.setAside());
        return json;
    }

    private static Map<String, Object> json(Served feed) {
        var json = new LinkedHashMap<String, Object>();
        json.put("feed", feed.feed());
        json.put("bytes", feed.bytes());
        json.put("rendered", feed.rendered().map(Object::toString).orElse(null));
        json.put("served", feed.served().toString());
        json.put("whole", feed.whole());
        json.put("unchanged", feed.unchanged());
        json.put("kept", feed.kept());
        return json;
    }

    private static Map<String, Object> json(InForce setting) {
        var json = new LinkedHashMap<String, Object>();
        json.put("key", setting.key());
        json.put("value", setting.value());
        json.put("source", setting.source());
        return json;
    }

    private static Map<String, Object> json(Installed bundle) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", bundle.name());
        json.put("version", bundle.version());
        json.put("origin", word(bundle.origin()));
        json.put("state", bundle.state());
        json.put("broken", bundle.broken());
        return json;
    }

    private Response sessions() {
        return Response.json(
                200,
                Map.of(
                        "sessions",
                        sessions.everybodys().stream()
                                .map(held -> held(held, AccountJson.session(held.what(), 0)))
                                .toList()));
    }

    private Response tokens() {
        return Response.json(
                200,
                Map.of(
                        "tokens",
                        tokens.everybodys().stream()
                                .map(held -> held(held, AccountJson.token(held.what())))
                                .toList()));
    }

    private static Map<String, Object> held(Held<?> held, Map<String, Object> what) {
        var json = new LinkedHashMap<String, Object>();
        json.put("account", held.account().orElse(null));
        json.putAll(what);
        return json;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
