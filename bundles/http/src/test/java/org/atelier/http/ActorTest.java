package org.atelier.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorTest {
    private static final Actor EDITOR = new Actor("anna", Access.EDITOR, Optional.empty());
    private static final Actor ADMINISTRATOR = new Actor("ben", Access.ADMINISTRATOR, Optional.empty());

    private static String refused(String doneBy, String kind, String... tables) {
        var problem = assertThrows(ProblemException.class, () -> EDITOR.requireMayUndo(doneBy, kind, Set.of(tables)))
                .problem();
        assertEquals(403, problem.status());
        assertEquals("not-yours", problem.code());
        return problem.detail();
    }

    @Test
    void whoever_did_something_may_take_it_back_and_an_administrator_everything() {
        assertDoesNotThrow(() -> EDITOR.requireMayUndo("anna", "merge.event", Set.of("event", "account_person")));
        assertTrue(refused("ben", "merge.event", "event").startsWith("ben did this"));
        assertDoesNotThrow(() -> ADMINISTRATOR.requireMayUndo("anna", "account.change", Set.of("account")));
    }

    @Test
    void nobody_gets_a_level_back_by_undoing() {
        refused("anna", "account.change", "account");
        refused("anna", "undo", "account");
        refused("anna", "account.reset");
    }

    @Test
    void a_token_is_not_taken_for_whoever_it_belongs_to() {
        var seated = new Actor("anna", Access.EDITOR, Optional.of("form"));
        assertEquals(
                "ben did this, and you are an editor: you can take back what you did yourself.",
                seated.whyNotUndo("ben", "event.edit", Set.of()).orElseThrow());
        assertEquals(
                "ben did this, and your token has the access of an editor: you can take back what you did yourself.",
                EDITOR.whyNotUndo("ben", "event.edit", Set.of()).orElseThrow());
    }

    @Test
    void a_user_of_the_database_of_the_same_name_is_somebody_else() {
        refused("anna", "external", "event");
    }
}
