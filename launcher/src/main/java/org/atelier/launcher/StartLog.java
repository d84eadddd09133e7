package org.atelier.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The application log where nothing runs yet that writes it: a start that is refused is told there as well, in the lines
 * of {@code conf/logback.xml}.
 */
final class StartLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path file;
    private final boolean json;

    private StartLog(Path file, boolean json) {
        this.file = file;
        this.json = json;
    }

    static StartLog of(Settings settings) {
        return new StartLog(
                settings.home().resolve("log").resolve("atelier.log"),
                settings.get(Setting.LOG_FORMAT).equals("json"));
    }

    /**
     * Adds a line; nothing where there is no home directory yet, which is not made for this.
     *
     * @throws IOException if the log cannot be written
     */
    void refused(String words, Instant at) throws IOException {
        if (Files.isDirectory(file.getParent())) {
            // one write at the end of the file, since another Atelier may be writing there
            Files.writeString(
                    file,
                    line(words, TIME.format(at)),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private String line(String words, String time) {
        return json
                ? "{\"time\":\"%s\",\"level\":\"ERROR\",\"logger\":\"%s\",\"message\":\"%s\"}%n"
                        .formatted(time, StartLog.class.getName(), escaped(words))
                : "%s ERROR [-] %s: %s%n".formatted(time, StartLog.class.getName(), words);
    }

    /** Within the quotes of JSON. */
    private static String escaped(String words) {
        var escaped = new StringBuilder();
        words.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append((char) c);
            } else if (c < ' ') {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
