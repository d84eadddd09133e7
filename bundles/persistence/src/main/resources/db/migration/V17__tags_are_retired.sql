-- A tag that is no longer given to events: it stays on those that have it, and in what is published of them.

ALTER TABLE tag ADD COLUMN retired boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN tag.retired IS 'no longer offered for events that do not have it';
