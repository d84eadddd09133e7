package org.atelier.web.admin.internal;

import org.atelier.http.Access;

/** What somebody of a level may do, in words. */
final class LevelWords {
    private LevelWords() {}

    /** What whoever has it may do. */
    static String may(Access level) {
        return switch (level) {
            case PUBLIC -> "Look at what is public.";
            case VIEWER -> "As a viewer: look at everything here, and look after your own account.";
            case EDITOR ->
                "As an editor: look at everything, add, edit, tag and merge it, and take back what you did yourself.";
            case ADMINISTRATOR -> "As an administrator: everything there is to do here.";
        };
    }

    /** What the level that is missing is good for. */
    static String needs(Access level) {
        return switch (level) {
            case PUBLIC, VIEWER -> "An account.";
            case EDITOR -> "An editor, who adds, edits, tags and merges.";
            case ADMINISTRATOR ->
                "An administrator, who also deletes tags, roles and badges that nothing relies on, manages accounts,"
                        + " and takes back what others did.";
        };
    }
}
