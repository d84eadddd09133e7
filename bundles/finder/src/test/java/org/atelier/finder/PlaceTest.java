package org.atelier.finder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Distances between cities as published for great circles, to a kilometre of the sphere's own error. */
class PlaceTest {
    private static final Place LONDON = new Place(51.5074, -0.1278);
    private static final Place PARIS = new Place(48.8566, 2.3522);
    private static final Place NEW_YORK = new Place(40.7128, -74.0060);
    private static final Place SYDNEY = new Place(-33.8688, 151.2093);
    private static final Place TOKYO = new Place(35.6762, 139.6503);

    @Test
    void cities_are_as_far_from_each_other_as_atlases_say() {
        assertEquals(343.6, LONDON.kilometresTo(PARIS), 1);
        assertEquals(5570.2, LONDON.kilometresTo(NEW_YORK), 1);
        assertEquals(7822.7, SYDNEY.kilometresTo(TOKYO), 5);
        assertEquals(15989, NEW_YORK.kilometresTo(SYDNEY), 10);
    }

    @Test
    void a_way_is_as_long_back_as_there() {
        assertEquals(SYDNEY.kilometresTo(LONDON), LONDON.kilometresTo(SYDNEY));
        assertEquals(0, TOKYO.kilometresTo(TOKYO));
    }

    @Test
    void the_date_line_and_the_poles_are_no_obstacle() {
        assertEquals(222.39, new Place(0, 179).kilometresTo(new Place(0, -179)), 0.01);
        assertEquals(0, new Place(90, 0).kilometresTo(new Place(90, 123)), 1e-6);
        assertEquals(20015.1, new Place(90, 0).kilometresTo(new Place(-90, 0)), 0.1);
        assertEquals(20015.1, new Place(0, -90).kilometresTo(new Place(0, 90)), 0.1);
    }

    @Test
    void what_is_not_on_the_earth_is_no_place() {
        assertThrows(IllegalArgumentException.class, () -> new Place(90.01, 0));
        assertThrows(IllegalArgumentException.class, () -> new Place(0, -180.01));
        assertThrows(IllegalArgumentException.class, () -> new Place(Double.NaN, 0));
    }
}
