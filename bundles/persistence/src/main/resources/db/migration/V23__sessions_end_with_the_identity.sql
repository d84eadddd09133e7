-- Through whom at which provider a session was opened; none for a password. Whoever takes that identity from the account,
-- by unlinking or by undoing that it was linked, ends the session with it. Sessions are not domain and in no journal, so
-- nothing is taken that could be missed; no foreign key deletes anything, and so this one does not either.
ALTER TABLE session ADD COLUMN identity_id bigint REFERENCES account_identity ON DELETE RESTRICT;
CREATE INDEX session_identity ON session (identity_id);

CREATE FUNCTION end_sessions_of_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM session WHERE identity_id = OLD.id;
    RETURN OLD;
END
$$;
CREATE TRIGGER end_sessions BEFORE DELETE ON account_identity
    FOR EACH ROW EXECUTE FUNCTION end_sessions_of_identity();
