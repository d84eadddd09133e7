package org.atelier.upload.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.atelier.upload.Decision;
import org.atelier.upload.Planned;
import org.atelier.upload.PlannedTask;

/** What a preview showed: all of it as a fingerprint, and in short, so that what changed since can be told. */
final class Seen {
    private static final String BETWEEN = "\t";

    private Seen() {}

    /** SHA-256 of all that would be done, in hexadecimal. */
    static String fingerprint(List<Planned> people) {
        return digest(people.stream().map(Seen::canonical).collect(Collectors.joining("\n")), 32);
    }

    /** A line for each person: who it is, what would become of them, and what people read of that. */
    static String of(List<Planned> people) {
        return people.stream()
                .map(person ->
                        String.join(BETWEEN, digest(person.key(), 8), digest(canonical(person), 8), words(person)))
                .collect(Collectors.joining("\n"));
    }

    /** What is different now, a sentence each; nothing where what was seen is none of ours. */
    static List<String> changes(String seen, List<Planned> people) {
        record Before(String digest, String words) {}
        var before = new HashMap<String, Before>();
        for (var line : seen.split("\n")) {
            var parts = line.strip().split(BETWEEN, 3);
            if (parts.length == 3) {
                before.put(parts[0], new Before(parts[1], parts[2]));
            }
        }
        if (before.isEmpty()) {
            return List.of();
        }
        var changes = new ArrayList<String>();
        for (var person : people) {
            var was = before.remove(digest(person.key(), 8));
            var place = "Line %d, %s: ".formatted(person.lines().getFirst(), person.name());
            if (was == null) {
                changes.add(place + "was not in the file that you saw.");
            } else if (!was.digest().equals(digest(canonical(person), 8))) {
                var now = words(person);
                changes.add(place
                        + (was.words().equals(now)
                                ? "the lines say something else than those that you saw."
                                : "was “%s”, is “%s” now.".formatted(was.words(), now)));
            }
        }
        before.values().forEach(gone -> changes.add("Not in the file any more: “%s”.".formatted(gone.words())));
        return changes;
    }

    private static String words(Planned person) {
        return person.words()
                + person.tasks().stream()
                        .map(task -> ", %s at %s%s".formatted(task.role(), task.event(), words(task.state())))
                        .collect(Collectors.joining());
    }

    private static String words(PlannedTask.State state) {
        return switch (state) {
            case NEW -> "";
            case THERE -> " (there already)";
            case REPEATED -> " (said twice)";
        };
    }

    /** Everything that is done for a person, and who else it may have been. Texts hold no control characters, so that nothing runs together. */
    private static String canonical(Planned person) {
        var parts = new ArrayList<String>();
        parts.add(person.key());
        parts.add(
                switch (person.decision()) {
                    case Decision.Use(var there) -> "use " + there.id() + " " + there.slug();
                    case Decision.Create(var made) -> made.toString();
                    case Decision.Skip() -> "skip";
                    case Decision.Open() -> "open";
                });
        person.candidates().forEach(candidate -> parts.add(candidate.person().id() + " " + candidate.exact()));
        person.tasks().forEach(task -> parts.add(task.toString()));
        return String.join("\u001F", parts);
    }

    private static String digest(String text, int bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
