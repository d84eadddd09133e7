package org.atelier.duplicates;

import java.time.Instant;

/**
 * Somebody said that two records are not one.
 *
 * @param a the record with the smaller id, as it was said of it
 * @param reason why; may be empty
 * @param operation under which it was said
 */
public record Dismissal(Kind kind, Party a, Party b, String reason, String actor, Instant at, long operation) {
    /**
     * One of the two.
     *
     * @param id of the record it was said of
     * @param slug what that record is called, or was before it was merged away; empty if it is gone and left no name
     * @param now the record it is today: itself, or the survivor; 0 if there is none
     * @param nowSlug what that is called; empty if there is none
     */
    public record Party(long id, String slug, long now, String nowSlug) {
        boolean moved() {
            return now != 0 && now != id;
        }
    }

    /** What a dismissal comes to today. */
    public enum State {
        /** Both records are there: they are not shown as duplicates. */
        IN_FORCE,
        /** One of them was merged into a third since: the two that live are shown again, with a word about it. */
        CARRIED,
        /** They were merged with each other after all. */
        OVERRULED,
        /** One of them is gone without having been merged. */
        GONE
    }

    /** Whether it is about the two that are called so today, in whatever order. */
    public boolean isOf(String one, String other) {
        return a.nowSlug().equals(one) && b.nowSlug().equals(other)
                || a.nowSlug().equals(other) && b.nowSlug().equals(one);
    }

    public State state() {
        if (a.now() == 0 || b.now() == 0) {
            return State.GONE;
        }
        if (a.now() == b.now()) {
            return State.OVERRULED;
        }
        return a.moved() || b.moved() ? State.CARRIED : State.IN_FORCE;
    }
}
