package org.atelier.domain;

import java.util.List;
import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The words by which events, tasks and awards are told apart: tags, roles and badges. A word that somebody relies on,
 * or that is in use, cannot be deleted; a word that was merged away leads to its survivor.
 */
@ProviderType
public interface Vocabulary {
    /** What a word is. */
    enum Kind {
        /** Carried by events. */
        TAG,
        /** What somebody does at an event: the word for a task. */
        ROLE,
        /** What people are awarded. */
        BADGE;

        /** As in {@code tag.delete} and for people: the name in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A word.
     *
     * @param details what it means; may be empty
     * @param uses how many events carry the tag, tasks have the role, awards give the badge
     * @param reliedOnBy who relies on it, be it by this name or by one that leads here; by name
     * @param retired whether it is no longer given to what does not have it; only tags are
     */
    record Term(long id, String name, String details, int uses, List<String> reliedOnBy, boolean retired) {
        /** One in use. */
        public Term(long id, String name, String details, int uses, List<String> reliedOnBy) {
            this(id, name, details, uses, reliedOnBy, false);
        }

        public Term {
            reliedOnBy = List.copyOf(reliedOnBy);
        }
    }

    /** Every word of the kind, by name. */
    List<Term> all(Kind kind);

    /** The word of this name; a live name beats a redirect. */
    Lookup<Term> find(Kind kind, String name);

    /** Makes a word, in one journaled operation. */
    Creation create(Kind kind, String name, String details, NewOperation by);

    /** What became of the wish for a new word. */
    sealed interface Creation {
        record Created(Term term) implements Creation {}

        /** There is one already. */
        record Exists() implements Creation {}

        /**
         * The name leads to a survivor: whoever asks for it gets that one, and would silently get something else if it
         * meant a new word.
         */
        record LeadsElsewhere(String survivor) implements Creation {}
    }

    /** Deletes a word that nobody uses and nobody relies on, with the redirects that lead to it; one operation. */
    Deletion delete(Kind kind, String name, NewOperation by);

    /** What became of the wish to delete a word. */
    sealed interface Deletion {
        record Deleted() implements Deletion {}

        /** There is none of this name. */
        record Missing() implements Deletion {}

        /** It was merged into this one; who deletes must say so. */
        record LeadsElsewhere(String survivor) implements Deletion {}

        /** So many events, tasks or awards have it; 0 if only rows refer to it that are no business of ours. */
        record InUse(int uses) implements Deletion {}

        /** These rely on it; at least one. */
        record ReliedOn(List<String> by) implements Deletion {
            public ReliedOn {
                by = List.copyOf(by);
            }
        }
    }

    /** The words somebody relies on that there are not, neither under their own name nor by a redirect. */
    List<Gap> gaps();

    /** A word that somebody relies on and that there is not. */
    record Gap(String who, Kind kind, String name) {
        /** In words, as in {@code the configuration relies on the tag "DC", which does not exist}. */
        @Override
        public String toString() {
            return "%s relies on the %s \"%s\", which does not exist".formatted(who, kind.word(), name);
        }
    }
}
