-- Duplicates are brought together in memory since; these cost every change of an event and are read by nobody.
DROP INDEX event_url_key;
DROP FUNCTION url_key(text);
DROP FUNCTION account_key(text);
