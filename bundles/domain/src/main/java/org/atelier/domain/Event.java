package org.atelier.domain;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A workshop. Absent and the empty string are different things here, because they are in the data we take over.
 *
 * @param slug names it in addresses; unique
 * @param assignedTo the user name of who looks after it
 * @param host the domain of the organization where it takes place; {@code administrator} that of who administers it
 * @param start first day; {@code end} last day, not before {@code start}
 * @param url the workshop's own page, as it was entered
 * @param registrationKey the key of its registration elsewhere (AMY calls it {@code reg_key} and exports it as
 *     {@code eventbrite_id})
 * @param country ISO 3166-1 alpha-2 in upper case, {@code W3} for online, or empty
 * @param latitude degrees; published data has values far beyond 90, and for {@code longitude} beyond 180
 * @param language the name of the language it is held in
 * @param published whether the public feed shows it; decided by the database alone
 */
public record Event(
        long id,
        String slug,
        boolean completed,
        Optional<String> assignedTo,
        Optional<LocalDate> start,
        Optional<LocalDate> end,
        Optional<String> host,
        Optional<String> administrator,
        Optional<String> url,
        Optional<String> registrationKey,
        Optional<BigDecimal> adminFee,
        Optional<String> invoiceStatus,
        Optional<Integer> attendance,
        Optional<String> contact,
        Optional<String> country,
        Optional<String> venue,
        Optional<String> address,
        Optional<Double> latitude,
        Optional<Double> longitude,
        Optional<String> language,
        Optional<String> notes,
        boolean published) {}
