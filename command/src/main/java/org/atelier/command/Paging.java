package org.atelier.command;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which part of a list that goes back in time. */
final class Paging {
    @Option(names = "--before", paramLabel = "ID", description = "Only what is older than this one.")
    private Optional<Long> before = Optional.empty();

    @Mixin
    private Limit limit;

    void addTo(Map<String, String> query) {
        before.ifPresent(id -> query.put("before", Long.toString(id)));
        query.put("limit", limit.value());
    }
}
