-- What makes reading the journal quick: who did what, newest first; and what ever happened to one record.

CREATE INDEX operation_at ON operation (at DESC, id DESC);
CREATE INDEX operation_actor ON operation (actor, at DESC, id DESC);
CREATE INDEX operation_kind ON operation (kind, at DESC, id DESC);
CREATE INDEX operation_request ON operation (request_id) WHERE request_id <> '';
-- few say why, so looking through what they say is looking through few
CREATE INDEX operation_noted ON operation (at DESC, id DESC) WHERE note <> '';

CREATE INDEX journal_table ON journal (table_name, operation_id);

-- Which rows ever said this: finds what pointed to a record, whatever the column is called and whoever added the table,
-- and the record that once had a name. A row that was never changed and is still there has no "before".
CREATE INDEX journal_after ON journal USING gin (after jsonb_path_ops);
CREATE INDEX journal_before ON journal USING gin (before jsonb_path_ops) WHERE before IS NOT NULL;
