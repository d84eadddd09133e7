-- What to tell somebody whose row breaks a rule. The words stand with the rule; whoever reports a violation reads them
-- from here.

COMMENT ON CONSTRAINT country_code_check ON DOMAIN country_code IS
    'must be the two capital letters of an ISO 3166 country, W3 for online, or empty';
COMMENT ON CONSTRAINT latitude_check ON DOMAIN latitude IS 'must lie between -90 and 90 degrees';
COMMENT ON CONSTRAINT longitude_check ON DOMAIN longitude IS 'must lie between -180 and 180 degrees';

COMMENT ON CONSTRAINT tag_name_check ON tag IS 'must not be empty';
COMMENT ON CONSTRAINT role_name_check ON role IS 'must not be empty';
COMMENT ON CONSTRAINT badge_name_check ON badge IS 'must not be empty';
COMMENT ON CONSTRAINT lesson_name_check ON lesson IS 'must not be empty';
COMMENT ON CONSTRAINT knowledge_domain_name_check ON knowledge_domain IS 'must not be empty';
COMMENT ON CONSTRAINT language_name_check ON language IS 'must not be empty';
COMMENT ON CONSTRAINT airport_name_check ON airport IS 'must not be empty';
COMMENT ON CONSTRAINT airport_iata_check ON airport IS 'must be three capital letters';
COMMENT ON CONSTRAINT organization_domain_check ON organization IS 'must not be empty';
COMMENT ON CONSTRAINT organization_fullname_check ON organization IS 'must not be empty';
COMMENT ON CONSTRAINT person_username_check ON person IS
    'must not be empty, and must not contain /, ?, # or control characters';
COMMENT ON CONSTRAINT event_slug_check ON event IS
    'must not be empty, and must not contain blanks, /, ?, # or control characters';
COMMENT ON CONSTRAINT event_admin_fee_check ON event IS 'must not be negative';
COMMENT ON CONSTRAINT event_attendance_check ON event IS 'must not be negative';
COMMENT ON CONSTRAINT event_dates_in_order ON event IS 'are not in order: an event must not end before it starts';
COMMENT ON CONSTRAINT redirect_form_check ON redirect IS 'must be slug or id';
