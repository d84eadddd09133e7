-- What the lists of the administration are sorted by and searched in, quick at 200,000 rows.

CREATE INDEX person_family ON person (family, id);
CREATE INDEX award_awarded ON award (awarded DESC, id);
CREATE INDEX todo_due ON todo (due, id);

-- A word is looked for anywhere within a text, which only an index of trigrams makes quick. The extension comes with
-- PostgreSQL but may not be installed on an operator's server: everything works without it, only slower.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE INDEX event_words ON event USING gin (
            (slug COLLATE "default") gin_trgm_ops, (venue COLLATE "default") gin_trgm_ops,
            (address COLLATE "default") gin_trgm_ops, (contact COLLATE "default") gin_trgm_ops);
        CREATE INDEX person_words ON person USING gin (
            (full_name COLLATE "default") gin_trgm_ops, (username COLLATE "default") gin_trgm_ops,
            (email COLLATE "default") gin_trgm_ops, (github COLLATE "default") gin_trgm_ops,
            (affiliation COLLATE "default") gin_trgm_ops);
    END IF;
END
$$;
