package org.atelier.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Speaks to whoever started the command: results to the output, everything else to the error output. */
final class Terminal {
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\n|\\r");

    private final Surroundings surroundings;
    private final boolean json;
    private boolean onProgressLine;
    private String lastProgress = "";

    Terminal(Surroundings surroundings, boolean json) {
        this.surroundings = surroundings;
        this.json = json;
    }

    /** Whether results are wanted as JSON, and nothing else. */
    boolean json() {
        return json;
    }

    /** Such as {@code 1 line} and {@code 2 lines}. */
    static String count(long number, String one) {
        return count(number, one, one + "s");
    }

    /** Such as {@code 1 person} and {@code 2 people}. */
    static String count(long number, String one, String several) {
        return "%,d %s".formatted(number, number == 1 ? one : several);
    }

    void say(String line) {
        endProgress();
        surroundings.out().println(printable(line));
    }

    void json(JsonNode value) {
        endProgress();
        try {
            surroundings.out().println(Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** What was answered: as it came where JSON is wanted, in words otherwise. */
    void show(JsonNode answer, BiConsumer<JsonNode, Terminal> words) {
        if (json) {
            json(answer);
        } else {
            words.accept(answer, this);
        }
    }

    /** How far it is; written over by the next one if somebody watches, else said once at the end of each kind. */
    void progress(String kind, int done, int of) {
        if (json) {
            return;
        }
        var line = "  %s: %,d of %,d".formatted(kind, done, of);
        if (surroundings.interactive()) {
            surroundings.err().print("\r\033[K" + printable(line));
            surroundings.err().flush();
            onProgressLine = true;
        } else if (done == of && !line.equals(lastProgress)) {
            surroundings.err().println(printable(line));
            lastProgress = line;
        }
    }

    /** How far it is, where nobody knows how far it goes; for those who watch. */
    void progress(String words) {
        if (!json && surroundings.interactive()) {
            surroundings.err().print("\r\033[K  " + printable(words));
            surroundings.err().flush();
            onProgressLine = true;
        }
    }

    /** Says why a command did not do what it was asked to. */
    void failure(Failure failure) {
        if (json) {
            json(failure.problem());
            return;
        }
        endProgress();
        var err = surroundings.err();
        err.println(printable(failure.title() + ": " + failure.getMessage()));
        failure.problem().path("rejections").forEach(rejection -> err.println(printable("  " + rejection(rejection))));
        if (!failure.advice().isEmpty()) {
            err.println(printable(failure.advice()));
        }
        if (failure.exitCode() == ExitCode.FAILED && !failure.requestId().isEmpty()) {
            err.println(
                    printable("The log of the platform has more under the request id " + failure.requestId() + "."));
        }
    }

    /** A rejected row in one line. */
    static String rejection(JsonNode rejection) {
        var line = rejection.path("line").asInt();
        var key = rejection.path("key").asText();
        return rejection.path("file").asText()
                + (line > 0 ? ":" + line : "")
                + ": "
                + words(rejection.path("kind").asText())
                + (key.isEmpty() ? "" : " " + key)
                + ": "
                + rejection.path("reason").asText();
    }

    /** The API's word as people write it. */
    static String words(String word) {
        return word.replace('_', ' ');
    }

    /**
     * Columns side by side, the first to the left, the others to the right.
     *
     * @param rows the heads first; all of the same length
     */
    void table(List<List<String>> rows) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (var row : rows) {
            var line = new StringBuilder();
            for (var i = 0; i < widths.length; i++) {
                var blanks = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + blanks : "  " + blanks + row.get(i));
            }
            say(line.toString().stripTrailing());
        }
    }

    private void endProgress() {
        if (onProgressLine) {
            surroundings.err().println();
            onProgressLine = false;
        }
    }

    /** What others wrote must not steer the terminal; it may have line breaks, which stay in the line. */
    private static String printable(String text) {
        return LINE_BREAK
                .matcher(text)
                .replaceAll(" ⏎ ")
                .codePoints()
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
