package org.atelier.domain;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Somebody for whom certain words must stay: an export that selects by a tag, a report that counts a role, a website
 * that asks by name. Registered as a service; as long as it is, {@link Vocabulary} deletes none of the words, and tells
 * who needs them.
 *
 * <p>Asked whenever somebody wants to know: answers at once, without I/O. While an answer throws, nothing is deleted.
 */
@ConsumerType
public interface ReliesOnVocabulary {
    /** Who it is, in words that go before "relies on", such as {@code the yearly report}. */
    String who();

    /** The names it relies on. A name that was merged away stands for the survivor. */
    Set<String> names(Vocabulary.Kind kind);
}
