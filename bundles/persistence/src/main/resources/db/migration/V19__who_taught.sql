-- Who did what in a role, person by person, from the index alone: whoever looks for instructors counts how often each taught.

CREATE INDEX task_role_person ON task (role_id, person_id, event_id);
-- it begins with the same column
DROP INDEX task_role;
