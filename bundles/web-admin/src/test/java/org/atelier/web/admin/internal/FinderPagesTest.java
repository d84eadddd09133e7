package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.atelier.finder.InstructorQuery.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FinderPagesTest {
    private final Site site = new Site(new Workshops());

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void each_row_says_why_somebody_fits() {
        site.staff.found.add(Staff.ann());
        site.staff.found.add(Staff.blank("bob"));
        var page = site.page("/workshops/workshop_staff/?airport=OSL&from=2026-09-01&to=2026-09-02");
        assertEquals(
                "2 people, distances from Oslo Gardermoen (OSL). Nobody is in a list by distance whose airport is not known.",
                page.select("#count").text());
        var cells = page.select("#list tbody tr").first().select("td").eachText();
        assertEquals(
                List.of(
                        "Ann Østby ann@example.org",
                        "325 km Bergen Flesland BGO",
                        "2 times, last 2 Mar 2026",
                        "Git R",
                        "Norwegian",
                        "swc-instructor",
                        "busy 2026-09-01-oslo helper, 1–4 Sep 2026"),
                cells);
        assertEquals("/workshops/person/ann/", page.select("#list a").attr("href"));
        var bob = page.select("#list tbody tr").last();
        assertTrue(bob.text().contains("does not want to be contacted"), bob.text());
        assertEquals("free", bob.select(".pill-good").text());
        assertEquals("not yet", bob.select("[data-label=Taught]").text());
    }

    @Test
    void the_form_keeps_what_was_asked_for() {
        var page = site.page("/workshops/workshop_staff/?latitude=59.9&longitude=10.7&within=300&lessons=Git&lessons=R"
                + "&country=SE&contact=yes&taught=2&sort=taught");
        assertEquals("59.9", page.select("#latitude").attr("value"));
        assertEquals("300", page.select("#within").attr("value"));
        assertEquals(List.of("Git", "R"), page.select("[name=lessons][checked]").eachAttr("value"));
        assertEquals(List.of("SE"), page.select("[name=country][checked]").eachAttr("value"));
        assertEquals("2 chosen", page.select("#group-lessons summary .chip").text());
        assertEquals(1, page.select("#contact[checked]").size());
        assertEquals("taught", page.select("#sort option[selected]").attr("value"));
        var asked = site.staff.asked.orElseThrow();
        assertEquals(Order.TAUGHT, asked.order());
        assertEquals(2, asked.experience().times());
        assertEquals(List.of("SE"), asked.skills().countries());
    }

    @Test
    void what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost() {
        var answer = site.get("/workshops/workshop_staff/?airport=Nowhere&taught=often&lessons=Git");
        assertEquals(400, answer.statusCode());
        var page = Site.parse(answer);
        assertEquals("Nowhere", page.select("#airport[aria-invalid=true]").attr("value"));
        assertEquals("often", page.select("#taught").attr("value"));
        assertTrue(page.select("#problem-airport").text().contains("no airport \"Nowhere\""));
        assertEquals(List.of("Git"), page.select("[name=lessons][checked]").eachAttr("value"));
        assertEquals(Optional.empty(), site.staff.asked);
        assertEquals(0, page.select("#list, #none").size());
        assertTrue(site.page("/workshops/workshop_staff/?lessons=Latin")
                .select("#group-lessons .field-problem")
                .text()
                .contains("“Latin”"));
    }

    @Test
    void one_can_leaf_and_take_all_of_it_along() {
        site.staff.found.add(Staff.ann());
        site.staff.count = 120;
        var page = site.page("/workshops/workshop_staff/?languages=Norwegian&page=2");
        assertEquals(
                "/workshops/workshop_staff/?languages=Norwegian&page=3",
                page.select("#next").attr("href"));
        assertEquals(
                "/workshops/workshop_staff/?languages=Norwegian",
                page.select("#previous").attr("href"));
        var csv = site.get(page.select("#csv").attr("href"));
        assertEquals(200, csv.statusCode());
        assertEquals(
                "text/csv;charset=utf-8;header=present",
                csv.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(csv.body().startsWith("username,name,"), csv.body());
        assertTrue(csv.body().contains("\r\nann,Ann Østby,ann@example.org,yes,"), csv.body());
        assertEquals(
                List.of("Norwegian"), site.staff.asked.orElseThrow().skills().languages());
        assertEquals(5_000, site.staff.asked.orElseThrow().size());
        assertEquals(
                400, site.get("/workshops/workshop_staff/csv/?taught=often").statusCode());
    }

    @Test
    void where_nobody_is_found_the_page_says_what_to_do() {
        var page = site.page("/workshops/workshop_staff/");
        assertEquals("Nobody taught yet", page.select("#none h2").text());
        assertEquals(
                "Nobody has all of this",
                site.page("/workshops/workshop_staff/?taught=9")
                        .select("#none h2")
                        .text());
        assertFalse(page.select("#csv").hasText());
        assertEquals(301, site.get("/workshops/workshop_staff").statusCode());
    }
}
