package org.atelier.security.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.atelier.security.Account;
import org.atelier.security.Accounts.Profile;
import org.atelier.security.Outcome;

/** What names and passwords must be like. */
final class Rules {
    /** The least a password has, in characters: there is no second factor. */
    static final int MIN_PASSWORD = 12;

    /** The most, so that nobody makes us hash a book. */
    static final int MAX_PASSWORD = 256;

    /** Actors in the journal that are no accounts. */
    private static final Set<String> RESERVED = Set.of(Gate.OPERATOR, "external", "system");

    private Rules() {}

    /** A name as it is kept, whatever was typed. */
    static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    static Profile folded(Profile profile) {
        return new Profile(
                folded(profile.name()),
                profile.displayName().strip(),
                profile.access(),
                profile.person().map(String::strip).filter(name -> !name.isEmpty()));
    }

    /** Why there can be no account like this; empty if there can. */
    static <T> Optional<Outcome<T>> refuse(Profile profile) {
        if (!Account.NAME.matcher(profile.name()).matches()) {
            return refused(
                    "name",
                    "A name has up to 64 letters from a to z, digits, and . _ @ + -; the first is a letter or a digit.");
        }
        if (RESERVED.contains(profile.name())) {
            return refused("name", "\"%s\" is the platform’s own name for somebody else.".formatted(profile.name()));
        }
        return refuseDisplayName(profile.displayName());
    }

    static <T> Optional<Outcome<T>> refuseDisplayName(String name) {
        if (name.isEmpty()) {
            return refused("display_name", "Say what people call the holder.");
        }
        if (name.length() > Account.MAX_DISPLAY_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return refused("display_name", "At most %d characters, in one line.".formatted(Account.MAX_DISPLAY_NAME));
        }
        return Optional.empty();
    }

    /** Why this cannot be the password of the account; empty if it can. */
    static <T> Optional<Outcome<T>> refusePassword(String password, String name) {
        var length = password.codePointCount(0, password.length());
        if (length < MIN_PASSWORD) {
            return refused(
                    "password",
                    "A password has at least %d characters; a few words in a row are easy to remember."
                            .formatted(MIN_PASSWORD));
        }
        if (length > MAX_PASSWORD) {
            return refused("password", "A password has at most %d characters.".formatted(MAX_PASSWORD));
        }
        if (password.codePoints().distinct().count() < 4 || password.equals(DemoAccount.PASSWORD)) {
            return refused("password", "This one is too easy to guess.");
        }
        if (password.toLowerCase(Locale.ROOT).replace(name, "").length() < MIN_PASSWORD / 2) {
            return refused("password", "Most of this is your own name; choose something else.");
        }
        return Optional.empty();
    }

    private static <T> Optional<Outcome<T>> refused(String field, String reason) {
        return Optional.of(new Outcome.Refused<>(field, reason));
    }
}
