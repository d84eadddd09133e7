package org.atelier.web.admin.internal;

import java.util.List;
import java.util.Optional;
import org.atelier.http.Access;
import org.atelier.http.Actor;
import org.atelier.http.Request;
import org.atelier.records.RecordKind;

/**
 * What every page needs beside its own content.
 *
 * @param title names the page, without the name of the platform
 * @param section the entry of the navigation the page belongs to
 * @param actor who is signed in; without, there is no navigation and no way out
 */
public record Frame(Assets assets, String title, Section section, Optional<Actor> actor) {
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
        DUPLICATES,
        LOG,
        NONE
    }

    static Frame of(Assets assets, Request request, Section section, String title) {
        return new Frame(assets, title, section, request.actor());
    }

    /** For pages that are not about who looks at them. */
    static Frame stranger(Assets assets, String title) {
        return new Frame(assets, title, Section.NONE, Optional.empty());
    }

    public boolean signedIn() {
        return actor.isPresent();
    }

    /** What forms that change something send back; empty where nobody is signed in. */
    public String csrf() {
        return actor.flatMap(Actor::csrfToken).orElse("");
    }

    /** Who is signed in; empty where nobody is. */
    public String who() {
        return actor.map(Actor::name).orElse("");
    }

    /** Whether to offer what changes something. */
    public boolean mayEdit() {
        return actor.filter(known -> known.may(Access.EDITOR)).isPresent();
    }

    /** Whether to offer deleting a record of this kind: what others rely on by name, administrators delete. */
    public boolean mayDelete(String kind) {
        return actor.filter(known -> known.may(RecordPages.deleting(kind))).isPresent();
    }

    /**
     * Why taking an operation back is not offered, as a sentence; empty where it is.
     *
     * @param doneBy the actor of the operation
     * @param kind of the operation, such as {@code merge.event}
     */
    public Optional<String> whyNotUndo(String doneBy, String kind) {
        return actor.flatMap(known -> known.whyNotUndo(doneBy, kind, List.of()));
    }

    /** Whether to offer what only administrators may do. */
    public boolean mayAdminister() {
        return actor.filter(known -> known.may(Access.ADMINISTRATOR)).isPresent();
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
