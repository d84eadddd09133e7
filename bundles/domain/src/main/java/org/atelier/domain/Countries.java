package org.atelier.domain;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The countries that people may write; published data has others, and keeps them. */
public final class Countries {
    /** What stands for a country where an event is online. */
    public static final String ONLINE = "W3";

    /** Kosovo has no code of ISO 3166, and everybody uses this one, which ISO leaves to its users. */
    private static final String KOSOVO = "XK";

    /** ISO 3166-1, as Java knows it, and Kosovo. */
    private static final Set<String> ON_EARTH = Stream.concat(
                    Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream(), Stream.of(KOSOVO))
            .collect(Collectors.toUnmodifiableSet());

    private Countries() {}

    /** The codes of where an event can be, {@link #ONLINE} first, then by the alphabet. */
    public static List<String> codes() {
        return Stream.concat(Stream.of(ONLINE), ON_EARTH.stream().sorted()).toList();
    }

    /** Whether it is the code of where an event can be. */
    public static boolean isKnown(String code) {
        return code.equals(ONLINE) || isOnEarth(code);
    }

    /** Whether it is the code of where people can live. */
    public static boolean isOnEarth(String code) {
        return ON_EARTH.contains(code);
    }
}
