package org.atelier.export.internal;

import java.util.regex.Pattern;

/** Where a workshop's page can be read. */
final class Website {
    private static final Pattern REPOSITORY =
            Pattern.compile("https?://github\\.com/(?<owner>[^/?#\\s]+)/(?<name>[^/?#\\s]+?)(?:\\.git)?/?");

    private Website() {}

    /** The page GitHub publishes from the repository this address names; any other address as it is. */
    static String of(String url) {
        var repository = REPOSITORY.matcher(url);
        if (!repository.matches()) {
            return url;
        }
        var site = repository.group("owner") + ".github.io";
        var name = repository.group("name");
        return name.equalsIgnoreCase(site) ? "https://" + site + "/" : "https://" + site + "/" + name + "/";
    }
}
