package org.atelier.finder;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Finds who could teach. */
@ProviderType
public interface InstructorFinder {
    /** What came of looking. */
    sealed interface Found {
        record Page(InstructorPage page) implements Found {}

        /**
         * There is no such lesson, language or badge.
         *
         * @param parameter as in addresses: {@code lessons}, {@code languages} or {@code badges}
         */
        record Unknown(String parameter, String name) implements Found {}
    }

    Found find(InstructorQuery query);

    /** The airport of this IATA code or name. */
    Optional<Airport> airport(String codeOrName);

    /** What can be asked for, of each at most {@value #MOST_WORDS}. */
    Words words();

    int MOST_WORDS = 500;

    /** Somewhere to start from. */
    record Airport(String name, Optional<String> iata, Place place) {}

    /**
     * What there is to be asked for.
     *
     * @param lessons all there are, by name
     * @param languages those that anybody speaks
     * @param badges all there are
     * @param countries of airports where anybody is
     */
    record Words(List<String> lessons, List<String> languages, List<String> badges, List<String> countries) {
        public Words {
            lessons = List.copyOf(lessons);
            languages = List.copyOf(languages);
            badges = List.copyOf(badges);
            countries = List.copyOf(countries);
        }
    }
}
