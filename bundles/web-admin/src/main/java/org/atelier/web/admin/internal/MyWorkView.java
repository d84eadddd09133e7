package org.atelier.web.admin.internal;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.overview.Overview;
import org.atelier.overview.Overview.Mine;
import org.atelier.overview.Overview.Work;
import org.atelier.security.Account;
import org.atelier.security.Accounts;

/**
 * What whoever is signed in has to do with, if their account belongs to a person.
 *
 * @param account empty for the operator's key
 * @param work empty where the account belongs to nobody
 * @param linker whether they can say themselves to whom it belongs
 */
public record MyWorkView(LocalDate today, Optional<Account> account, Optional<Work> work, boolean linker) {
    static MyWorkView of(Request request, Accounts accounts, Overview overview, InstantSource clock) {
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        var actor = request.requireActor();
        var account = accounts.of(actor);
        return new MyWorkView(
                today,
                account,
                account.flatMap(Account::person)
                        .map(person -> overview.work(person, today, today.plusDays(Overview.DUE_WITHIN_DAYS))),
                actor.may(Access.ADMINISTRATOR));
    }

    public boolean isNothing() {
        return work.filter(all -> !all.upcoming().isEmpty()
                        || !all.past().isEmpty()
                        || !all.todos().isEmpty())
                .isEmpty();
    }

    public boolean isLate(Overview.Todo todo) {
        return todo.due().isBefore(today);
    }

    /** When and where, and what they are there. */
    public static String about(Mine mine) {
        var days = Words.days(mine.start(), mine.end().or(mine::start));
        var roles = Stream.concat(
                        mine.roles().stream(), Stream.of("looking after it").filter(_ -> mine.assigned()))
                .collect(Collectors.joining(", "));
        return Stream.of(days.isEmpty() ? "no day yet" : days, mine.venue().strip(), roles)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }
}
