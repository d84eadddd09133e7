package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atelier.http.Access;
import org.atelier.overview.Overview;
import org.atelier.security.Account;
import org.junit.jupiter.api.Test;

class MyWorkTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");

    private static MyWorkView view(Optional<String> person, Optional<Overview.Work> work, boolean linker) {
        var account = new Account(
                1, "ann", "Ann", Access.EDITOR, true, person, Instant.EPOCH, Optional.empty(), Optional.empty());
        return new MyWorkView(TODAY, Optional.of(account), work, linker);
    }

    private static org.jsoup.nodes.Document rendered(MyWorkView view) {
        var out = new gg.jte.output.StringOutput();
        org.atelier.web.admin.internal.pages.JtemyworkGenerated.render(
                new gg.jte.html.OwaspHtmlTemplateOutput(out), null, view, Frame.stranger(new Assets(), ""));
        return org.jsoup.Jsoup.parse(out.toString());
    }

    @Test
    void who_belongs_to_no_person_is_told_who_can_change_that() {
        var own = rendered(view(Optional.empty(), Optional.empty(), true));
        assertEquals("/workshops/accounts/ann", own.select("#mine a").attr("href"));
        var others = rendered(view(Optional.empty(), Optional.empty(), false));
        assertTrue(others.text().contains("Ask an administrator to say at your account “ann”"), others.text());
        assertEquals(0, others.select("#mine a").size());
    }

    @Test
    void events_and_to_dos_are_told_with_what_one_is_there() {
        var soon = new Overview.Mine(
                "soon",
                Optional.of(TODAY.plusDays(3)),
                Optional.of(TODAY.plusDays(4)),
                "Rådhuset",
                List.of("helper", "host"),
                true);
        var past = new Overview.Mine("past", Optional.empty(), Optional.empty(), "", List.of("learner"), false);
        var page = rendered(view(
                Optional.of("ann_a"),
                Optional.of(new Overview.Work(
                        List.of(soon),
                        List.of(past),
                        List.of(new Overview.Todo(7, "book", "soon", TODAY.minusDays(1))))),
                false));
        assertEquals(
                "soon 18–19 Jun 2026 · Rådhuset · helper, host, looking after it",
                page.select("#my-upcoming li").text());
        assertEquals("past no day yet · learner", page.select("#my-past li").text());
        assertEquals("14 Jun 2026", page.select("#my-todos .due-late").text());
        assertEquals("/workshops/person/ann_a/", page.select(".section-head a").attr("href"));
    }

    @Test
    void the_operator_is_nobody_of_whom_there_were_events() {
        assertEquals(
                0,
                rendered(new MyWorkView(TODAY, Optional.empty(), Optional.empty(), true))
                        .select("#mine")
                        .size());
        var nothing = new Overview.Work(List.of(), List.of(), List.of());
        assertTrue(rendered(view(Optional.of("ann_a"), Optional.of(nothing), false))
                .text()
                .contains("no task at any event"));
    }

    @Test
    void the_overview_asks_for_the_person_of_whoever_is_signed_in() {
        var site = new Site(new Workshops());
        try (site) {
            site.page("/workshops/");
            assertEquals(Optional.empty(), site.looks.asked);
            assertEquals(
                    Set.of("Find instructors", "Timeline", "Map", "Workshops over time"),
                    Set.copyOf(site.page("/workshops/").select(".look-at a").eachText()));
        }
    }
}
