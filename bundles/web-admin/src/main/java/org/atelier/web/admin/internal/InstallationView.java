package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.atelier.backup.Backups.Made;
import org.atelier.export.ServedFeeds.Served;
import org.atelier.health.Check;
import org.atelier.health.Installation.InForce;
import org.atelier.health.Installation.Installed;
import org.atelier.health.Installation.Origin;
import org.atelier.merge.engine.InstalledStrategies.Offered;
import org.atelier.security.ApiTokens.ApiToken;
import org.atelier.security.Held;
import org.atelier.security.Sessions.Session;

/** What runs here, and who uses it. */
public record InstallationView(
        List<Check> checks,
        Optional<Made> lastBackup,
        List<Offered> strategies,
        List<Served> feeds,
        List<Held<Session>> sessions,
        List<Held<ApiToken>> tokens,
        List<InForce> settings,
        List<Installed> bundles) {
    /** In one sentence. */
    public String summary() {
        if (checks.stream().anyMatch(check -> check.status() == Check.Status.FAILED)) {
            return "Something is broken: nothing can be relied on until it works.";
        }
        if (checks.stream().anyMatch(check -> check.status() == Check.Status.DEGRADED)
                || strategies.stream().anyMatch(Offered::setAside)
                || !broken().isEmpty()) {
            return "Something needs a look; everything else works.";
        }
        return "Everything works.";
    }

    /** Bundles with something wrong in them. */
    public List<Installed> broken() {
        return bundles.stream().filter(bundle -> !bundle.broken().isEmpty()).toList();
    }

    public List<Installed> plugins() {
        return bundles.stream()
                .filter(bundle -> bundle.origin() == Origin.PLUGIN)
                .toList();
    }

    /** Ours and others', which come with the distribution. */
    public List<Installed> shipped() {
        return bundles.stream()
                .filter(bundle -> bundle.origin() != Origin.PLUGIN)
                .toList();
    }

    /** The looks of a check. */
    public static String pill(Check check) {
        return switch (check.status()) {
            case OK -> "pill pill-good";
            case DEGRADED -> "pill pill-warn";
            case FAILED -> "pill pill-bad";
        };
    }

    public static String words(Check check) {
        return switch (check.status()) {
            case OK -> "works";
            case DEGRADED -> "needs a look";
            case FAILED -> "broken";
        };
    }

    /** How large it is, as people say it. */
    public static String size(Served feed) {
        var bytes = feed.bytes();
        return bytes < 1_000
                ? Words.count(bytes, "byte")
                : bytes < 1_000_000
                        ? String.format(Locale.ENGLISH, "%.1f kB", bytes / 1e3)
                        : String.format(Locale.ENGLISH, "%.1f MB", bytes / 1e6);
    }

    /** How many there are, with a comma between thousands. */
    public static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    /** What a strategy is for. */
    public static String isFor(Offered strategy) {
        return strategy.only().isEmpty()
                ? "all " + strategy.decides()
                : strategy.only().stream().collect(Collectors.joining(", "));
    }

    /**
     * Strategies that come from one place.
     *
     * @param origin the package of their components, which is called as their bundle is
     */
    public record FromOne(String origin, List<Offered> strategies) {
        /** Whether one of them is not offered, which must be seen. */
        public boolean troubled() {
            return strategies.stream().anyMatch(Offered::setAside);
        }
    }

    /** The strategies by where they come from. */
    public List<FromOne> strategiesByOrigin() {
        return strategies.stream()
                .collect(
                        Collectors.groupingBy(strategy -> origin(strategy.plugin()), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> new FromOne(group.getKey(), group.getValue()))
                .toList();
    }

    private static String origin(String component) {
        var end = component.lastIndexOf('.');
        var name = end < 0 ? component : component.substring(0, end);
        return name.endsWith(".internal") ? name.substring(0, name.length() - ".internal".length()) : name;
    }

    /** The last part of a component's name, which is its class. */
    public static String shortly(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
