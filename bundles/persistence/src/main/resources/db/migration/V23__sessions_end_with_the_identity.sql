-- Through whom at which provider a session was opened; none for a password. Whoever takes that identity from the account,
-- by unlinking or by undoing that it was linked, ends the session with it. Sessions are not domain and in no journal, so
-- the cascade takes nothing that could be missed.
ALTER TABLE session ADD COLUMN identity_id bigint REFERENCES account_identity ON DELETE CASCADE;
CREATE INDEX session_identity ON session (identity_id) WHERE identity_id IS NOT NULL;
