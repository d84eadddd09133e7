package org.atelier.merge.engine.internal;

import java.util.Map;
import java.util.Set;

/**
 * A strategy as a plugin registered it.
 *
 * @param only the fields or relations it is for; empty means all of its kind
 * @param plugin names the plugin in messages: the name of its component
 */
record Registered<S>(S strategy, String id, String label, Set<String> only, int ranking, long service, String plugin) {

    /** Reads the service properties; a plugin that does not say its id cannot be chosen and is refused here. */
    static <S> Registered<S> of(S strategy, Map<String, ?> properties) {
        var plugin = properties.get("component.name") instanceof String name
                ? name
                : strategy.getClass().getName();
        if (!(properties.get("atelier.merge.id") instanceof String id) || id.isBlank()) {
            throw new IllegalArgumentException(
                    "strategy " + plugin + " has no id: put @MergeStrategy(id = …, label = …) on its class");
        }
        var label = properties.get("atelier.merge.label") instanceof String text && !text.isBlank() ? text : id;
        var only = switch (properties.get("atelier.merge.only")) {
            case String one -> Set.of(one);
            case String[] several -> Set.of(several);
            case null -> Set.<String>of();
            default -> throw new IllegalArgumentException("strategy " + plugin + ": 'only' must be texts");
        };
        var ranking = properties.get("service.ranking") instanceof Integer number ? number : 0;
        var service = properties.get("service.id") instanceof Long number ? number : 0L;
        return new Registered<>(strategy, id, label, only, ranking, service, plugin);
    }

    boolean isFor(String relation) {
        return only.isEmpty() || only.contains(relation);
    }
}
