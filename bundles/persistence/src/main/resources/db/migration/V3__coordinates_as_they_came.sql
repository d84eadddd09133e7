-- Published events of 2015 have 522257.2 degrees north, somebody's minutes and seconds without their marks. Real data
-- stays as it is, so an event takes any number; an airport is on the globe.

ALTER DOMAIN latitude DROP CONSTRAINT latitude_check;
ALTER DOMAIN latitude ADD CONSTRAINT latitude_check CHECK (VALUE > '-Infinity' AND VALUE < 'Infinity');
COMMENT ON CONSTRAINT latitude_check ON DOMAIN latitude IS 'must be a finite number';

ALTER DOMAIN longitude DROP CONSTRAINT longitude_check;
ALTER DOMAIN longitude ADD CONSTRAINT longitude_check CHECK (VALUE > '-Infinity' AND VALUE < 'Infinity');
COMMENT ON CONSTRAINT longitude_check ON DOMAIN longitude IS 'must be a finite number';

ALTER TABLE airport
    ADD CONSTRAINT airport_latitude_in_range CHECK (latitude BETWEEN -90 AND 90),
    ADD CONSTRAINT airport_longitude_in_range CHECK (longitude BETWEEN -180 AND 180);
COMMENT ON CONSTRAINT airport_latitude_in_range ON airport IS 'must lie between -90 and 90 degrees';
COMMENT ON CONSTRAINT airport_longitude_in_range ON airport IS 'must lie between -180 and 180 degrees';
