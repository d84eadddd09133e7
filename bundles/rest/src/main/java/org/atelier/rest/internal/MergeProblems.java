package org.atelier.rest.internal;

import java.util.Locale;
import java.util.function.Supplier;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;
import org.atelier.merge.engine.MergeException;

/** What the merge engine refuses, as problems. */
final class MergeProblems {
    /** How long a client had better wait for a missing plugin, in seconds. */
    private static final String RETRY_AFTER = "30";

    private MergeProblems() {}

    /** Asks the engine; where it refuses, the problem says why. */
    static <R> R asking(Supplier<R> question) {
        try {
            return question.get();
        } catch (MergeException e) {
            throw problem(e);
        }
    }

    private static ProblemException problem(MergeException e) {
        var status = switch (e.code()) {
            case UNKNOWN_KIND, UNKNOWN_RECORD, UNKNOWN_OPERATION -> 404;
            case RETIRED_RECORD, VALUE_TAKEN, UNDECLARED_REFERENCE, UNDONE_ALREADY, LATER_OPERATION, STALE_PLAN -> 409;
            case SAME_RECORD, UNKNOWN_CHOICE, UNKNOWN_STRATEGY, RULE_BROKEN, TOO_MANY_ROWS -> 422;
            case MISSING_STRATEGY, BAD_ANSWER, CENSUS_INCOMPLETE -> 503;
            case LEDGER_MISMATCH, NOT_REVERSIBLE -> 500;
        };
        var problem = new Problem(
                status,
                e.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                title(e.code()),
                sentence(e.getMessage()));
        if (e.code() == MergeException.Code.MISSING_STRATEGY) {
            problem = problem.withHeader("Retry-After", RETRY_AFTER);
        }
        if (e.operation().isPresent()) {
            problem = problem.with("operation", e.operation().get());
        }
        return problem.exception(e);
    }

    private static String title(MergeException.Code code) {
        return switch (code) {
            case UNKNOWN_KIND -> "Unknown kind";
            case UNKNOWN_RECORD -> "Unknown record";
            case RETIRED_RECORD -> "Merged already";
            case SAME_RECORD -> "The same record twice";
            case UNKNOWN_CHOICE -> "Unknown field or relation";
            case UNKNOWN_STRATEGY -> "Unknown strategy";
            case MISSING_STRATEGY -> "Missing strategy";
            case BAD_ANSWER -> "A strategy failed";
            case VALUE_TAKEN -> "Value taken";
            case UNDECLARED_REFERENCE -> "Undeclared reference";
            case RULE_BROKEN -> "Rule broken";
            case CENSUS_INCOMPLETE -> "The database has more than merging knows";
            case TOO_MANY_ROWS -> "Too many rows";
            case UNKNOWN_OPERATION -> "Unknown operation";
            case UNDONE_ALREADY -> "Undone already";
            case LATER_OPERATION -> "Something later stands on it";
            case STALE_PLAN -> "Stale plan";
            case LEDGER_MISMATCH -> "Not what the plan says";
            case NOT_REVERSIBLE -> "Not reversible";
        };
    }

    private static String sentence(String message) {
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }
}
