package org.atelier.duplicates;

/** What became of the wish to say, or not to say any more, that two records are not one. */
public sealed interface DismissOutcome {
    /** It is as wished now. */
    record Done(Dismissal dismissal) implements DismissOutcome {}

    /** It was so before; nothing was changed. */
    record Already(Dismissal dismissal) implements DismissOutcome {}

    /** There is no such record. */
    record UnknownRecord(String name) implements DismissOutcome {}

    /** Both names mean the same record. */
    record SameRecord(String slug) implements DismissOutcome {}

    /** Nobody said so of these two. */
    record NotSaid() implements DismissOutcome {}
}
