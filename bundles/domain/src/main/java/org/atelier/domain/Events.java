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

    /** What became of a wish to tag or untag. */
    enum TagOutcome {
        CHANGED,
        /** It already was so; nothing was written. */
        UNCHANGED,
        NO_SUCH_EVENT,
        NO_SUCH_TAG
    }
}
