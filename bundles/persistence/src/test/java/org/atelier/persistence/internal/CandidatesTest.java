package org.atelier.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.Lookup;
import org.atelier.domain.NewOperation;
import org.atelier.merge.engine.Candidate;
import org.atelier.merge.engine.MergeException;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.internal.CandidateService;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two records of a merge are found by whatever people know of them. */
class CandidatesTest {
    private final CountedDatabase counted = new CountedDatabase();
    private final Workshops workshops = new Workshops(counted.database);
    private final org.atelier.merge.engine.internal.StrategyRegistry registry = BuiltInStrategies.registry();
    private final PostgresMergeStore merges =
            new PostgresMergeStore(counted.database, new Operations(counted.database));
    private final CandidateService candidates =
            new CandidateService(registry, merges, new PostgresCandidates(counted.database));

    private long ada;
    private long twin;

    @BeforeEach
    void people() {
        ada = person("lovelace_ada", "Ada", "Lovelace", "Ada@Example.org");
        twin = person("Ada_L", "Ada", "King-Noël", null);
        person("100%_sure", "Charles", "Babbage", "charles@example.org");
    }

    @AfterEach
    void close() {
        counted.close();
    }

    private long person(String username, String personal, String family, String email) {
        return workshops.insert("person", "username, personal, family, email", username, personal, family, email);
    }

    private List<String> found(String kind, String text) {
        return candidates.search(kind, text, 10).stream().map(Candidate::name).toList();
    }

    @Test
    void a_person_is_found_by_each_part_of_the_name_in_any_order_and_case() {
        assertEquals(List.of("lovelace_ada"), found("person", "LOVELACE  ada"));
        assertEquals(List.of("Ada_L"), found("person", "king noël"));
        assertEquals(List.of("Ada_L"), found("person", "NOËL"));
        assertEquals(List.of("lovelace_ada", "Ada_L"), found("person", "ada"));
        assertEquals(List.of(), found("person", "ada babbage"));
        assertEquals(List.of(), found("person", " "));
    }

    @Test
    void who_has_a_name_that_begins_so_comes_first() {
        assertEquals(List.of("Ada_L", "lovelace_ada"), found("person", "Ada"));
        assertEquals(
                List.of("Ada_L"),
                candidates.search("person", "Ada", 1).stream()
                        .map(Candidate::name)
                        .toList());
    }

    @Test
    void a_person_is_found_by_e_mail_and_shown_with_it() {
        assertEquals(
                List.of(new Candidate(ada, "lovelace_ada", List.of("Ada Lovelace", "Ada@Example.org"))),
                candidates.search("person", "ada@example", 10));
    }

    @Test
    void signs_that_mean_something_in_patterns_mean_themselves() {
        assertEquals(List.of("100%_sure"), found("person", "100%"));
        assertEquals(List.of("100%_sure"), found("person", "%_s"));
        assertEquals(List.of(), found("person", "a%e"));
        assertEquals(List.of(), found("person", "\\"));
    }

    @Test
    void a_record_without_an_e_mail_is_found_by_name_username_and_id() {
        for (var name : List.of("Ada_L", Long.toString(twin))) {
            assertEquals(
                    new Lookup.Found<>(new Candidate(twin, "Ada_L", List.of("Ada King-Noël"))),
                    candidates.find("person", name));
        }
        assertEquals(new Lookup.Missing<>(), candidates.find("person", "nobody"));
    }

    @Test
    void one_that_was_merged_away_leads_to_its_survivor() {
        var service = new MergeService(registry, merges);
        var request = new MergeRequest("person", "lovelace_ada", "Ada_L", Side.A, Map.of(), Optional.empty());
        service.apply(request, service.plan(request).fingerprint(), new NewOperation("merge", "tester", "r", ""));
        assertEquals(new Lookup.Moved<>("lovelace_ada"), candidates.find("person", "Ada_L"));
    }

    @Test
    void organizations_tags_and_events_are_found_by_what_others_call_them() {
        workshops.insert("organization", "domain, fullname", "uio.no", "Universitetet i Oslo");
        workshops.named("tag", "SWC");
        workshops.event("2016-04-06-oslo");
        assertEquals(List.of("uio.no"), found("organization", "oslo universitetet"));
        assertEquals(List.of("uio.no"), found("organization", "uio"));
        assertEquals(List.of("SWC"), found("tag", "swc"));
        assertEquals(List.of("2016-04-06-oslo"), found("event", "oslo 2016"));
        assertInstanceOf(Lookup.Found.class, candidates.find("tag", "SWC"));
    }

    @Test
    void a_kind_that_nobody_declares_is_refused() {
        var refused = assertThrows(MergeException.class, () -> candidates.search("planet", "earth", 10));
        assertEquals(MergeException.Code.UNKNOWN_KIND, refused.code());
        assertTrue(refused.getMessage().contains("planet"));
    }
}
