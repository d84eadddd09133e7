package org.atelier.web.admin.internal;

import org.atelier.http.Actor;
import org.atelier.http.Request;
import org.atelier.records.RecordKind;

/**
 * What every page needs beside its own content.
 *
 * @param title names the page, without the name of the platform
 * @param section the entry of the navigation the page belongs to
 * @param signedIn whether to show the navigation and the way out
 * @param csrf what forms that change something send back; empty where nobody is signed in
 */
public record Frame(Assets assets, String title, Section section, boolean signedIn, String csrf) {
    /** An entry of the navigation. */
    public enum Section {
        HOME,
        EVENTS,
        PEOPLE,
        ORGANIZATIONS,
        RECORDS,
        TAGS,
        MERGE,
        MERGES,
        LOG,
        NONE
    }

    static Frame of(Assets assets, Request request, Section section, String title) {
        var actor = request.actor();
        return new Frame(
                assets,
                title,
                section,
                actor.isPresent(),
                actor.flatMap(Actor::csrfToken).orElse(""));
    }

    /** The entry of the navigation under which a kind of record is found. */
    static Section of(RecordKind kind) {
        return switch (kind.name()) {
            case "event" -> Section.EVENTS;
            case "person" -> Section.PEOPLE;
            case "organization" -> Section.ORGANIZATIONS;
            case "tag" -> Section.TAGS;
            default -> Section.RECORDS;
        };
    }

    /** Whether the page belongs to this entry of the navigation. */
    public boolean isIn(Section candidate) {
        return section == candidate;
    }
}
