package org.atelier.web.admin.internal;

/**
 * What was just done on an event's page.
 *
 * @param tag the tag that was added or removed
 */
public record Notice(String tag, boolean added) {
    static final Notice NONE = new Notice("", false);

    public boolean isNone() {
        return tag.isEmpty();
    }
}
