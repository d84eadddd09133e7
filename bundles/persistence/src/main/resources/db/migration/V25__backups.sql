-- That all data were taken out, and as of when; by whom and why is in the operation whose number it has. Hashes of
-- passwords and tokens went along, therefore it is remembered like any change.
CREATE TABLE backup (
    id bigint PRIMARY KEY REFERENCES operation ON DELETE RESTRICT,
    as_of timestamptz NOT NULL
);
SELECT journal_table('backup');
