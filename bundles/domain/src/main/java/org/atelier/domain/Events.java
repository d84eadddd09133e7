package org.atelier.domain;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Reads events, and tags and untags them. */
@ProviderType
public interface Events {
    /**
     * The event of this slug, else of this id.
     *
     * @param slugOrId a slug, or the digits of an id; a live slug beats an id, and both beat a redirect
     */
    Lookup<EventDetails> find(String slugOrId);

    /**
     * Events whose slug, venue, address or tag contains every word of the text, newest start first.
     *
     * @param text words separated by blanks, upper and lower case alike; blank finds all
     * @param limit at most this many; from 1 to 500
     */
    List<EventSummary> search(String text, int limit);

    /** Links the tag to the event, in one journaled operation unless it already is. */
    TagOutcome tag(String slugOrId, String tag, NewOperation by);

    /** Unlinks the tag from the event, in one journaled operation unless it already is; the tag itself stays. */
    TagOutcome untag(String slugOrId, String tag, NewOperation by);

    /**
     * Links the tag to every one of the events, or unlinks it from every one, in one journaled operation: all or none.
     *
     * @param slugs of at most {@link #MOST_AT_ONCE} events
     * @param linked whether the events shall have the tag
     */
    BulkTagging tagAll(List<String> slugs, String tag, boolean linked, NewOperation by);

    /** The most events that are tagged at once. */
    int MOST_AT_ONCE = 500;

    /** What became of a wish to tag or untag several events. */
    sealed interface BulkTagging {
        /** So many of them changed, as this operation; the others were so already. */
        record Changed(int events, long operation) implements BulkTagging {}

        /** All of them were so already; nothing was written. */
        record Unchanged() implements BulkTagging {}

        /** There are no events of these names; nothing was written. At least one. */
        record NoSuchEvents(List<String> slugs) implements BulkTagging {
            public NoSuchEvents {
                slugs = List.copyOf(slugs);
            }
        }

        /** There is no such tag; nothing was written. */
        record NoSuchTag() implements BulkTagging {}

        /** The tag is retired, and not all of the events have it already; nothing was written. */
        record RetiredTag() implements BulkTagging {}
    }

    /** What became of a wish to tag or untag. */
    enum TagOutcome {
        CHANGED,
        /** It already was so; nothing was written. */
        UNCHANGED,
        NO_SUCH_EVENT,
        NO_SUCH_TAG,
        /** The tag is retired: events that have it keep it, others do not get it; nothing was written. */
        RETIRED_TAG
    }
}
