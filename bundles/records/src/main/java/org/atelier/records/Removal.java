package org.atelier.records;

import java.util.List;

/** What became of the wish to delete a record. */
public sealed interface Removal {
    /** Deleted, with its own links, as this operation; undoing it brings all of it back. */
    record Done(long operation) implements Removal {}

    /** Others depend on it; nothing was deleted. At least one. */
    record InUse(List<Use> by) implements Removal {
        public InUse {
            by = List.copyOf(by);
        }
    }

    /** Somebody asks for it by its name: a website, a report, the configuration; nothing was deleted. */
    record ReliedOn(List<String> by) implements Removal {
        public ReliedOn {
            by = List.copyOf(by);
        }
    }

    /** Somebody changed the record since that version; nothing was deleted. */
    record Stale() implements Removal {}

    /** There is no such record any more. */
    record Missing() implements Removal {}
}
