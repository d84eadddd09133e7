package org.atelier.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A problem as a page says it to people: what it is, and what to do next. Programs read the problem itself.
 *
 * @param title what is the matter, in few words
 * @param what what happened this time
 * @param next what to do now; may be empty where that is said already
 */
public record PlainWords(String title, String what, String next) {
    public static PlainWords of(Problem problem) {
        var again = retryAfter(problem).map(wait -> "Try again in " + inWords(wait) + ".");
        return switch (problem.status()) {
            case 404 ->
                new PlainWords(
                        problem.title(),
                        problem.detail(),
                        "It may have been renamed or deleted, or the address may have a mistake in it. Look for it:");
            case 405 ->
                new PlainWords(
                        "Nothing to look at here",
                        "This address takes what a form sends; there is no page at it.",
                        "Go to the page with the form, fill it in and send it again.");
            case 409 ->
                new PlainWords(
                        problem.title(),
                        problem.detail(),
                        "Nothing was changed. Go back, load the page again to see what is there now, and repeat what"
                                + " you still want.");
            case 413 ->
                new PlainWords(
                        "Too much at once",
                        problem.detail(),
                        "Nothing was changed. Send a smaller file, shorter texts, or fewer rows at a time.");
            case 415 ->
                new PlainWords(
                        problem.title(), problem.detail(), "Nothing was changed. Send it with the form of its page.");
            case 429 ->
                new PlainWords(
                        problem.title(),
                        problem.detail(),
                        again.orElse("Wait a little before you try again.") + " Until then, nothing is looked at.");
            case 500 ->
                new PlainWords(
                        "Something went wrong",
                        "It should not have, and it is not your fault.",
                        "Before you repeat what you did, look whether it was done.");
            case 503 ->
                problem.code().equals("database-away")
                        ? new PlainWords(
                                "The database does not answer",
                                "Nothing can be looked up or saved at the moment. What was saved before is where it was.",
                                again.orElse("Try again in a moment.")
                                        + " What you typed is still in the form when your browser goes back.")
                        : new PlainWords(problem.title(), problem.detail(), again.orElse("Try again in a moment."));
            default -> new PlainWords(problem.title(), problem.detail(), "");
        };
    }

    /** How long to wait before trying again, where the problem says so in seconds. */
    private static Optional<Duration> retryAfter(Problem problem) {
        return Optional.ofNullable(problem.headers().get("Retry-After"))
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Math.max(1, Long.parseLong(seconds))));
    }

    /** Such as {@code 5 seconds} or {@code 2 minutes}; never less than it is. */
    static String inWords(Duration wait) {
        if (wait.toSeconds() < 90) {
            return count(wait.toSeconds(), "second");
        }
        return wait.toMinutes() < 90 ? count(upwards(wait, 60), "minute") : count(upwards(wait, 3_600), "hour");
    }

    private static long upwards(Duration wait, int seconds) {
        return Math.ceilDiv(wait.toSeconds(), seconds);
    }

    private static String count(long number, String unit) {
        return count(number, unit, unit + "s");
    }

    /** Such as {@code 1 person} and {@code 2,000 people}. */
    public static String count(long number, String one, String several) {
        return String.format(Locale.ENGLISH, "%,d %s", number, number == 1 ? one : several);
    }
}
