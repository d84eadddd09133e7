package org.atelier.merge.engine.internal;

import static org.atelier.merge.engine.MergeException.Code.BAD_ANSWER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.atelier.merge.engine.MergeException;

/**
 * Runs plugin code where it can do no harm: outside any transaction, on daemon threads of its own, with a time limit.
 * One that overruns is set aside.
 */
final class StrategyRunner implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("merge-strategy-", 0).factory());
    private final StrategyRegistry registry;
    private final Duration limit;

    StrategyRunner(StrategyRegistry registry, Duration limit) {
        this.registry = registry;
        this.limit = limit;
    }

    /**
     * The answer of the strategy.
     *
     * @param about what it is asked about, such as {@code event.tags}, for the message
     * @throws MergeException BAD_ANSWER if it throws, answers null, or does not answer in time
     */
    <T> T ask(Registered<?> strategy, String about, Callable<T> question) {
        return askAll(List.of(new Question<>(strategy, about, question))).getFirst();
    }

    /**
     * A question to a strategy.
     *
     * @param about what it is asked about, such as {@code event.tags}, for the message
     */
    record Question<T>(Registered<?> strategy, String about, Callable<T> question) {}

    /**
     * The answers of strategies, one after the other on one thread: to hand each question over by itself would take longer
     * than most answers.
     *
     * @throws MergeException BAD_ANSWER for the first that throws, answers null, or does not answer in time
     */
    <T> List<T> askAll(List<Question<T>> questions) {
        var asked = questions.stream()
                .map(question -> new FutureTask<>(question.question()))
                .toList();
        threads.execute(() -> asked.forEach(FutureTask::run));
        try {
            var answers = new ArrayList<T>();
            for (int i = 0; i < asked.size(); i++) {
                answers.add(answer(questions.get(i), asked.get(i)));
            }
            return answers;
        } finally {
            // after a refusal nobody waits for the rest; one that hangs is interrupted
            asked.forEach(question -> question.cancel(true));
        }
    }

    private <T> T answer(Question<T> question, FutureTask<T> answer) {
        var strategy = question.strategy();
        var about = question.about();
        try {
            var given = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (given == null) {
                throw refused(strategy, about, "answered nothing", null);
            }
            return given;
        } catch (TimeoutException e) {
            registry.setAside(strategy);
            throw refused(strategy, about, "did not answer within " + limit.toMillis() + " ms and is set aside", e);
        } catch (ExecutionException e) {
            throw refused(strategy, about, "failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(strategy, about, "was interrupted", e);
        }
    }

    static MergeException refused(Registered<?> strategy, String about, String what, Throwable cause) {
        return new MergeException(
                BAD_ANSWER,
                "strategy %s for %s (plugin %s) %s; choose another strategy, or update the plugin"
                        .formatted(strategy.id(), about, strategy.plugin(), what),
                cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
