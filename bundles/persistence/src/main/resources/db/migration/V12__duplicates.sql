-- Finding what is there twice, and remembering what people said to it.

-- Somebody said that two records are not one. It is about two ids and is never rewritten: a merge leads one of them
-- elsewhere by its redirect, and whoever reads this follows it, so that an undo has nothing to put back here.
CREATE TABLE not_duplicate (
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('event', 'person')),
    a_id bigint NOT NULL,
    b_id bigint NOT NULL,
    reason text NOT NULL DEFAULT '',
    operation_id bigint NOT NULL REFERENCES operation ON DELETE RESTRICT,
    PRIMARY KEY (kind, a_id, b_id),
    CONSTRAINT not_duplicate_order CHECK (a_id < b_id)
);
COMMENT ON CONSTRAINT not_duplicate_kind_check ON not_duplicate IS 'must be event or person';
COMMENT ON CONSTRAINT not_duplicate_order ON not_duplicate IS 'must be two records, the smaller id first';
SELECT journal_table('not_duplicate');

---------------------------------------------------------------------------------------------------------------------
-- What two records may share. These only bring pairs together; what they tell is decided by the rules.
---------------------------------------------------------------------------------------------------------------------

-- Small letters without accents, one blank between words. Names of functions are bound here, since indexes are made
-- anew under another search path.
CREATE FUNCTION plain_text(said text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN btrim(regexp_replace(
        replace(replace(replace(lower(translate(
            regexp_replace(normalize(said, NFKD), '[\u0300-\u036f''’`´]+', '', 'g'),
            'ŁłØøĐđÐðıẞÆŒ', 'LlOoDdDdißæœ')), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
        '[[:space:]!-/:-@\[-`{-~–—]+', ' ', 'g'));

-- The first word of a name and the last one, in the order of the alphabet: it does not matter which is the family's.
CREATE FUNCTION name_ends(personal text, family text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5000
    RETURN (
        SELECT least(split_part(words, ' ', 1), split_part(words, ' ', -1)) || ' '
            || greatest(split_part(words, ' ', 1), split_part(words, ' ', -1))
        FROM (SELECT plain_text(personal || ' ' || coalesce(family, ''))) AS whole (words));

-- An address without what people add to sort their mail: +tags, and dots at Gmail.
CREATE FUNCTION email_key(email text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5000
    RETURN regexp_replace(
        CASE WHEN lower(email) ~ '@(gmail|googlemail)\.com\s*$'
            THEN replace(split_part(lower(btrim(email)), '@', 1), '.', '') || '@gmail.com'
            ELSE lower(btrim(email)) END,
        '^([^+@]+)\+[^@]*@', '\1@');

-- The name of an account, written alone, with an @, or as the address of its page.
CREATE FUNCTION account_key(account text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
    RETURN replace(regexp_replace(lower(btrim(account, E' @/\t\n\r')), '^.*[/@]', ''), '-', '');

-- The page an address leads to; a repository at GitHub is the page made of it.
CREATE FUNCTION url_key(url text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5000
    RETURN regexp_replace(
        regexp_replace(
            lower(btrim(url)), '^[a-z]+://(www\.)?|^www\.|#.*$|(/index\.html?)?/*(#.*)?$', '', 'g'),
        '^github\.com/([^/]+)/([^/]+?)(\.git)?$', '\1.github.io/\2');

-- Read in their order they give the keys without computing them. Longer texts would not fit, and no name is so long.
CREATE INDEX person_name_ends ON person (name_ends(personal, family)) INCLUDE (id, personal, family, airport_id)
    WHERE octet_length(personal || coalesce(family, '')) <= 500;
CREATE INDEX person_email_key ON person (email_key(email)) INCLUDE (id, email) WHERE octet_length(email) <= 500;
CREATE INDEX event_url_key ON event (url_key(url)) INCLUDE (id, url) WHERE octet_length(url) <= 500;
