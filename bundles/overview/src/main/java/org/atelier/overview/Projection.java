package org.atelier.overview;

/**
 * The Natural Earth projection: the whole earth in a rounded frame.
 * Source: Šavrič, Patterson, Petrovič, Hurni: A Polynomial Equation for the Natural Earth Projection; Cartography and
 * Geographic Information Science 38 (2011).
 *
 * @param width of the picture; the height follows from it
 */
public record Projection(double width) {
    private static final double HALF_WIDTH = 0.8707 * Math.PI;
    private static final double HALF_HEIGHT = north(Math.PI / 2);

    /** A point of the picture; the origin is its upper left corner. */
    public record Point(double x, double y) {}

    public double height() {
        return width * HALF_HEIGHT / HALF_WIDTH;
    }

    /**
     * Where a place is in the picture.
     *
     * @param latitude in degrees, from -90 to 90
     * @param longitude in degrees, from -180 to 180
     */
    public Point at(double latitude, double longitude) {
        var phi = Math.toRadians(latitude);
        var square = phi * phi;
        var fourth = square * square;
        var eighth = fourth * fourth;
        var east = Math.toRadians(longitude)
                * (0.8707
                        - 0.131979 * square
                        - 0.013791 * fourth
                        + 0.003971 * eighth * square
                        - 0.001529 * eighth * fourth);
        return new Point(width / 2 * (1 + east / HALF_WIDTH), height() / 2 * (1 - north(phi) / HALF_HEIGHT));
    }

    private static double north(double phi) {
        var square = phi * phi;
        var fourth = square * square;
        return phi
                * (1.007226
                        + 0.015085 * square
                        - 0.044475 * fourth * square
                        + 0.028874 * fourth * fourth
                        - 0.005916 * fourth * fourth * square);
    }
}
