package org.atelier.export;

import java.util.List;
import java.util.OptionalLong;

/**
 * Which published events are wanted.
 *
 * @param tags events that carry all of these; empty means whatever their tags
 * @param host events of the organization of this id
 * @param administrator events administered by the organization of this id
 */
public record EventFilter(List<String> tags, OptionalLong host, OptionalLong administrator) {
    /** All there are. */
    public static final EventFilter ALL = new EventFilter(List.of(), OptionalLong.empty(), OptionalLong.empty());

    public EventFilter {
        tags = List.copyOf(tags);
    }
}
