package org.atelier.web.admin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atelier.http.Access;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadPagesTest {
    private static final String LINES = """
            personal,family,email,event,role
            Ada,Lovelace,ada@example.org,2026-05-01-oslo,instructor
            Ada,Lovelace,ada@example.org,2026-05-01-oslo,helper
            Kim,Lee,kim@example.org,2026-05-01-oslo,helper
            """;

    private final Site site = Site.believable();
    private long ada;

    @BeforeEach
    void fill() {
        ada = site.uploads.person("ada", "Ada", "Lovelace", "Ada@Example.org");
        site.uploads.event("2026-05-01-oslo");
        site.uploads.task("2026-05-01-oslo", ada, "helper");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /** Sends the form that is on a page, with some of its fields otherwise, as a browser would. */
    private HttpResponse<String> send(Document page, String action, String... otherwise) {
        var form = page.select("form#upload").first();
        var fields = new ArrayList<String>();
        for (var field : form.select("input[type=hidden], input[name=note], textarea, select")) {
            var name = field.attr("name");
            var value = field.is("select") ? field.select("option[selected]").attr("value") : field.val();
            for (var i = 0; i < otherwise.length; i += 2) {
                value = field.id().equals(otherwise[i]) ? otherwise[i + 1] : value;
            }
            if (!name.equals("csrf")) {
                fields.addAll(List.of(name, value));
            }
        }
        fields.addAll(List.of("action", action));
        return site.post(form.attr("action"), fields.toArray(String[]::new));
    }

    private HttpResponse<String> upload(byte[] content) throws Exception {
        var body = new ByteArrayOutputStream();
        body.write(("--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + OneAdministrator.CSRF
                        + "\r\n--XX\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"
                        + "\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(content);
        body.write("\r\n--XX--\r\n".getBytes(StandardCharsets.UTF_8));
        return site.http.send(site.http
                .request(Links.UPLOAD)
                .header("Cookie", OneAdministrator.COOKIE)
                .header("Content-Type", "multipart/form-data; boundary=XX")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("none");
    }

    @Test
    void the_page_explains_every_column_and_has_a_template() {
        var page = site.page(Links.UPLOAD);
        assertEquals(10, page.select("#columns dt").size());
        var template = site.get(page.select("#template").attr("href"));
        assertEquals("personal,family,email,event,role,username,airport,affiliation,title,url\r\n", template.body());
        assertEquals(
                "attachment; filename=\"people-and-tasks.csv\"",
                template.headers().firstValue("Content-Disposition").orElse(""));
        assertEquals(Links.UPLOAD, location(site.get("/workshops/persons/bulkupload/")), "as AMY wrote it");
        for (var list : List.of("/workshops/persons", "/workshops/tasks", "/workshops/")) {
            assertEquals(Links.UPLOAD, site.page(list).select("#upload").attr("href"), list);
        }
    }

    @Test
    void lines_are_previewed_confirmed_and_lead_to_a_receipt_with_an_undo() {
        var preview = Site.parse(site.post(Links.UPLOAD, "text", LINES));
        assertEquals(
                "3 lines about 2 people: 1 there already, 1 new. 2 new tasks.",
                preview.select("#summary").text());
        assertEquals(
                List.of("Ada Lovelace (ada)", "Somebody new"),
                preview.select("#people select option[selected]").eachText());
        assertEquals("already there", preview.select("#person-2 .chip").text());
        assertEquals(LINES, preview.select("#text").first().wholeText().replaceFirst("^\n", ""));
        assertTrue(site.uploads.by.isEmpty(), "a preview writes nothing");
        assertEquals("Make 1 person and 2 tasks", preview.select("#confirm").text());

        var done = send(preview, "confirm", "note", " from the sheet ");
        assertEquals(303, done.statusCode(), done.body());
        assertEquals("from the sheet", site.uploads.by.orElseThrow().note());
        var receipt = site.page(location(done));
        assertEquals(
                "1 person and 2 tasks were made.", receipt.select("#summary").text());
        assertEquals(
                "/workshops/person/lee_kim/", receipt.select("#made-people a").attr("href"));
        assertEquals(
                2,
                receipt.select("#made-tasks a[href=/workshops/event/2026-05-01-oslo/]")
                        .size());
        assertTrue(receipt.select("#undo-link").attr("href").matches("/workshops/log/\\d+/undo"));
    }

    @Test
    void a_file_counts_before_the_lines_and_says_which_letters_it_lost() throws Exception {
        var preview = Site.parse(
                upload(("\uFEFF" + LINES.replace(",", ";").replace("Kim", "Żółć")).getBytes(StandardCharsets.UTF_8)));
        assertTrue(preview.select("#person-4").text().startsWith("Żółć Lee"), preview.text());
        var lost = Site.parse(upload(LINES.replace("Kim", "Chloé").getBytes(Charset.forName("windows-1252"))));
        assertEquals(
                "Line 4, personal: “Chlo\uFFFD” lost letters; save the file as UTF-8 and upload it again.",
                lost.select("#problems li").text());
        assertEquals(413, upload(new byte[6 << 20]).statusCode());
        assertTrue(Site.parse(upload(new byte[3 << 20]))
                .select("#problems")
                .text()
                .contains("The file has more than 2 MiB; upload it in parts."));
    }

    @Test
    void whoever_may_be_somebody_is_asked_about_and_the_answers_are_kept() {
        var lines = "personal,family,event,role\nada,lovelace,2026-05-01-oslo,instructor\nKim,Lee,,\n";
        var preview = Site.parse(site.post(Links.UPLOAD, "text", lines));
        assertEquals(
                List.of("Choose…", "Ada Lovelace (ada)", "Somebody new", "Leave alone"),
                preview.select("#choice-2 option").eachText());
        assertTrue(preview.select("#person-2 .upload-why").text().contains("Same name:"));
        assertTrue(preview.select("#confirm").isEmpty());
        assertEquals(409, send(preview, "confirm").statusCode(), "not as long as somebody is to be decided about");

        var decided = Site.parse(send(preview, "preview", "choice-2", "use:ada"));
        assertEquals("use:ada", decided.select("#choice-2 option[selected]").attr("value"));
        assertEquals("Make 1 person and 1 task", decided.select("#confirm").text());
        var other = Site.parse(send(decided, "preview", "choice-2", "skip"));
        assertEquals("Make 1 person", other.select("#confirm").text());
        assertEquals(303, send(decided, "confirm").statusCode());

        var likeliest = Site.parse(send(preview, "preview", "undecided", "likeliest"));
        assertEquals(
                "Ada Lovelace (ada)",
                likeliest.select("#choice-2 option[selected]").text());
        assertEquals(
                "likeliest", likeliest.select("#undecided option[selected]").attr("value"));
    }

    @Test
    void what_changed_since_the_preview_is_told_and_the_form_keeps_what_was_typed() {
        var preview = Site.parse(site.post(Links.UPLOAD, "text", LINES));
        site.uploads.person("kim", "Kim", "Lee", "kim@example.org");
        var stale = send(preview, "confirm", "note", "why not");
        assertEquals(409, stale.statusCode());
        var page = Site.parse(stale);
        assertEquals(
                "Line 4, Kim Lee: was “new, as lee_kim, helper at 2026-05-01-oslo”, is “is kim, helper at 2026-05-01-oslo” now.",
                page.select("#stale-changes li").text());
        assertEquals("why not", page.select("#note").val());
        assertTrue(site.uploads.by.isEmpty());
        assertEquals(303, send(page, "confirm").statusCode());
    }

    @Test
    void problems_are_named_and_the_lines_stay_to_be_mended() {
        var page = Site.parse(
                site.post(Links.UPLOAD, "text", "personal,email,event,role\nKim,kim,2026-05-02-oslo,helper\n"));
        assertEquals(
                List.of(
                        "Line 2, email: “kim” is no e-mail address; write one alone, such as ada@example.org.",
                        "Line 2, event: There is no event “2026-05-02-oslo” (did you mean “2026-05-01-oslo”?); write the slug of"
                                + " one that is there."),
                page.select("#problems li").eachText());
        assertTrue(page.select("#lines").hasAttr("open"));
        assertTrue(page.select("#confirm").isEmpty());
        var mended = Site.parse(
                send(page, "preview", "text", "personal,email,event,role\nKim,kim@x.org,2026-05-01-oslo,helper\n"));
        assertFalse(mended.select("#confirm").isEmpty());
        assertEquals(
                "Choose a file, or paste its lines.",
                Site.parse(site.post(Links.UPLOAD, "text", "\r\n"))
                        .select("#problem")
                        .text());
        assertEquals(
                "There is nothing to make: all of it is there already, or left alone.",
                Site.parse(site.post(Links.UPLOAD, "text", "email\nada@example.org"))
                        .select("#nothing")
                        .text());
    }

    @Test
    void a_broken_line_is_counted_as_broken_and_not_as_somebody_new() {
        var page = Site.parse(site.post(
                Links.UPLOAD, "text", "personal,family,email\nNina,Newcomer,nina@example.net\nKim,Known,kim\n"));
        assertTrue(
                page.select("#summary")
                        .text()
                        .startsWith(
                                "2 lines, 1 line is broken; the others are about 1 person: 0 there already, 1 new. 0 new tasks."),
                page.select("#summary").text());
        assertEquals(
                List.of("To be mended first", "Somebody new"),
                page.select("#people select option[selected]").eachText());
        assertEquals(
                "as newcomer_nina",
                page.select("#people .upload-detail:contains(as )").text());
        var insisted = Site.parse(send(page, "preview", "choice-3", "new"));
        assertEquals(
                "Somebody new", insisted.select("#choice-3 option[selected]").text(), "an answer is kept");
    }

    @Test
    void of_very_many_those_to_be_decided_about_come_first_and_all_can_be_made() {
        var lines = IntStream.range(0, 600)
                .mapToObj(i -> i == 500 ? "Ada,Lovelace,," : "P%d,F%d,,".formatted(i, i))
                .collect(Collectors.joining("\n", "personal,family,event,role\n", ""));
        var preview = Site.parse(site.post(Links.UPLOAD, "text", lines));
        assertEquals("person-502", preview.select("#people tbody tr").first().id());
        assertEquals(250, preview.select("#people tbody tr").size());
        assertEquals(350, preview.select("#others li").size());
        var decided = Site.parse(send(preview, "preview", "choice-502", "skip"));
        assertEquals("Make 599 people", decided.select("#confirm").text());
        assertEquals(303, send(decided, "confirm").statusCode());
    }

    @Test
    void who_may_only_look_sees_receipts_and_nothing_else_of_it() {
        var receipt = location(send(Site.parse(site.post(Links.UPLOAD, "text", LINES)), "confirm"));
        site.administrator.access = Access.VIEWER;
        assertEquals(403, site.get(Links.UPLOAD).statusCode());
        assertEquals(403, site.post(Links.UPLOAD, "text", LINES).statusCode());
        assertTrue(site.page(receipt).select("#undo-link").isEmpty());
        assertTrue(site.page("/workshops/persons").select("#upload").isEmpty());
        assertEquals(404, site.get(Links.upload(1)).statusCode());
    }

    @Test
    void a_form_with_a_mistake_is_refused() {
        assertEquals(400, site.post(Links.UPLOAD, "text", LINES, "person", "x").statusCode());
        assertEquals(400, site.post(Links.UPLOAD, "text", LINES, "decided", "{").statusCode());
        assertEquals(
                400,
                site.post(Links.UPLOAD, "text", LINES, "note", "x".repeat(1_001))
                        .statusCode());
        assertEquals(403, site.postWithoutCsrf(Links.UPLOAD, "text", LINES).statusCode());
    }
}
