package org.atelier.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** The end of a command that did not do what it was asked to: what went wrong, where, and what to do. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final String advice;
    private final transient ObjectNode problem;

    private Failure(ExitCode exitCode, String advice, ObjectNode problem, Throwable cause) {
        super(problem.path("detail").asText(), cause);
        this.exitCode = exitCode;
        this.advice = advice;
        this.problem = problem;
    }

    /**
     * One that was noticed here.
     *
     * @param code what programs read, as in the API's problems
     * @param advice what to do next; may be empty
     */
    static Failure here(ExitCode exitCode, String code, String title, String detail, String advice) {
        return here(exitCode, code, title, detail, advice, null);
    }

    static Failure here(ExitCode exitCode, String code, String title, String detail, String advice, Throwable cause) {
        var problem = JsonNodeFactory.instance.objectNode();
        problem.put("type", "urn:atelier:problem:" + code);
        problem.put("title", title);
        problem.put("detail", detail);
        problem.put("code", code);
        return new Failure(exitCode, advice, problem, cause);
    }

    /** A file given to a command that is not there, or cannot be read. */
    static Failure file(String name, IOException cause) {
        return cause instanceof NoSuchFileException
                ? here(ExitCode.USAGE, "no-such-file", "No such file", "The file " + name + " is not there.", "", cause)
                : here(
                        ExitCode.USAGE,
                        "unreadable-file",
                        "Unreadable file",
                        "The file " + name + " cannot be read ("
                                + cause.getClass().getSimpleName() + ").",
                        "",
                        cause);
    }

    /** One that the platform told us about (RFC 9457). */
    static Failure there(int status, JsonNode told) {
        var problem = told.isObject() && told.has("title")
                ? (ObjectNode) told
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("title", "Unexpected answer")
                        .put("detail", "The answer has the status %d, and is not one of Atelier's.".formatted(status))
                        .put("code", "unexpected-answer");
        var code = problem.path("code").asText();
        return new Failure(exitCode(status, code), advice(status, code), problem, null);
    }

    ExitCode exitCode() {
        return exitCode;
    }

    String title() {
        return problem.path("title").asText();
    }

    /** What to do next; empty where the message says it already. */
    String advice() {
        return advice;
    }

    /** The id under which the platform's log has it; empty if there is none. */
    String requestId() {
        return problem.path("request_id").asText("");
    }

    /** As the API writes problems. */
    ObjectNode problem() {
        return problem;
    }

    private static ExitCode exitCode(int status, String code) {
        if (code.equals("stale-plan")
                || code.equals("undo-conflicts")
                || code.equals("stale-record")
                || code.equals("stale-upload")) {
            return ExitCode.STALE;
        }
        return switch (status) {
            case 401, 403 -> ExitCode.NOT_ALLOWED;
            case 429, 502, 503, 504 -> ExitCode.NOT_NOW;
            default ->
                status >= 400 && status < 500 && !code.equals("unexpected-answer") ? ExitCode.REFUSED : ExitCode.FAILED;
        };
    }

    private static String advice(int status, String code) {
        return switch (code) {
            case "stale-plan" -> "\"merge plan\" shows the new one.";
            case "stale-upload" -> "Try again, and look at what would be made now.";
            case "stale-record" -> "\"record show\" shows it as it is now.";
            case "undo-conflicts" -> "\"merge undo\" shows what stands against it now.";
            case "missing-strategy" ->
                "Put the plugin back into plugins/ of the distribution or of the home directory, and try again.";
            case "unexpected-answer" -> "Is it Atelier that answers there? See --url.";
            default ->
                status == 401 || status == 403
                        ? "Give the administrator's token with --token-file or ATELIER_TOKEN."
                        : "";
        };
    }
}
