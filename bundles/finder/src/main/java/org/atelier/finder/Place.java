package org.atelier.finder;

/** A point on the earth, in degrees: north and east are positive. */
public record Place(double latitude, double longitude) {
    /**
     * The earth's mean radius, in kilometres.
     * Source: Moritz, Geodetic Reference System 1980, R1; Journal of Geodesy 74 (2000).
     */
    public static final double EARTH_RADIUS_KM = 6371.0088;

    public Place {
        // written so that NaN is refused as well
        if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("not a place on the earth: " + latitude + ", " + longitude);
        }
    }

    /**
     * The way along the great circle, in kilometres, by the haversine formula: exact for near places, too. The earth is
     * no sphere, which makes it wrong by at most 0.6 %.
     */
    public double kilometresTo(Place other) {
        var north = Math.sin(Math.toRadians(other.latitude - latitude) / 2);
        var east = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        var haversine = north * north
                + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(other.latitude)) * east * east;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }
}
