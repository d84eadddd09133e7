package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.UndoOutcome;
import org.atelier.merge.engine.UndoRequest;
import org.atelier.merge.engine.internal.UndoService;
import org.atelier.upload.Undecided;
import org.atelier.upload.UploadOutcome;
import org.atelier.upload.UploadRequest;
import org.atelier.upload.Uploads;
import org.atelier.upload.internal.UploadService;

/** What holds for whatever file, on a real database. */
class UploadLawsTest {
    private static final NewOperation BY = new NewOperation(Uploads.OPERATION, "eve", "request-1", "");
    private static final NewOperation UNDO = new NewOperation("undo", "eve", "request-2", "");

    private static CountedDatabase counted;
    private static Workshops workshops;
    private static Uploads uploads;
    private static UndoService undos;

    /** A line of a file, mostly about people and events that are there or nearly. */
    record Line(String personal, String family, String email, String event, String role, String username) {}

    @BeforeContainer
    static void start() {
        counted = new CountedDatabase();
        workshops = new Workshops(counted.database);
        var operations = new Operations(counted.database);
        uploads = new UploadService(new PostgresUploadStore(counted.database, operations));
        undos = new UndoService(
                BuiltInStrategies.registry(),
                new PostgresUndoStore(counted.database, operations, new VocabularyReliances()));
        workshops.event("oslo");
        var bergen = workshops.event("bergen");
        workshops.insert("person", "username, personal, family, email", "ada", "Ada", "Lovelace", "ada@x.org");
        workshops.insert("person", "username, personal, family", "ada2", "Ada", "Lovelace");
        var kim = workshops.insert("person", "username, personal, family, email", "kim", "Kim", "Lee", "KIM@x.org");
        workshops.named("role", "helper");
        workshops.task(bergen, kim, "instructor", "");
    }

    @AfterContainer
    static void stop() {
        counted.close();
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        var personal = Arbitraries.of("Ada", "Kim", "Grace", "'; --", "Æ\"ß");
        var family = Arbitraries.of("Lovelace", "Lee", "", "Hopper");
        var email = Arbitraries.of("", "", "ada@x.org", "Kim@X.org", "grace@x.org", "g+1@gmail.com", "g@gmail.com");
        var task = Arbitraries.of(List.of("", ""), List.of("oslo", "helper"), List.of("bergen", "Instructor"));
        var username = Arbitraries.of("", "", "", "ada", "kim", "grace", "lee_kim");
        return Combinators.combine(personal, family, email, task, username)
                .as((p, f, e, t, u) -> new Line(p, f, e, t.getFirst(), t.getLast(), u))
                .list()
                .ofMaxSize(8);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void an_upload_does_what_it_showed_and_its_undo_is_the_identity(
            @ForAll("lines") List<Line> lines, @ForAll Undecided undecided) {
        var text = lines.stream()
                .map(
                        line -> List.of(
                                        line.personal(),
                                        line.family(),
                                        line.email(),
                                        line.event(),
                                        line.role(),
                                        line.username())
                                .stream()
                                .map(UploadLawsTest::quoted)
                                .collect(Collectors.joining(";")))
                .collect(Collectors.joining("\r\n", "personal;family;email;event;role;username\r\n", ""));
        var request = new UploadRequest(text, Map.of(), undecided);
        var before = workshops.dump();
        var preview = uploads.preview(request);
        assertEquals(preview, uploads.preview(request));
        assertEquals(
                lines.size(),
                preview.people().stream()
                        .mapToInt(person -> person.lines().size())
                        .sum(),
                "every line is about somebody, once");
        var outcome = uploads.apply(request, preview.fingerprint(), preview.seen(), BY);
        if (!preview.ready()) {
            assertInstanceOf(UploadOutcome.NotReady.class, outcome);
            assertEquals(before, workshops.dump());
            return;
        }
        var receipt = assertInstanceOf(UploadOutcome.Done.class, outcome).receipt();
        var after = workshops.dump();
        assertEquals(preview.newPeople(), receipt.people().size());
        assertEquals(preview.newTasks(), receipt.tasks().size());
        assertEquals(
                before.get("person").size() + preview.newPeople(),
                after.get("person").size());
        assertEquals(
                before.get("task").size() + preview.newTasks(),
                after.get("task").size());
        assertTrue(after.get("person").containsAll(before.get("person")), "nobody who was there is changed");
        assertTrue(after.get("task").containsAll(before.get("task")));
        assertInstanceOf(UndoOutcome.Done.class, undos.undo(UndoRequest.plain(receipt.operation()), UNDO));
        assertEquals(before, workshops.dump());
    }
}
