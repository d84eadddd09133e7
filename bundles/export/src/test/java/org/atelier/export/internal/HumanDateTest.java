package org.atelier.export.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2011-11-07 | 2011-11-08 | Nov 07-08, 2011",
                "2012-02-20 | 2012-03-02 | Feb 20-Mar 02, 2012",
                "2014-12-30 | 2015-01-02 | Dec 30, 2014-Jan 02, 2015",
                "2016-05-06 | 2016-05-06 | May 06-06, 2016",
                "2013-01-11 |            | Jan 11, 2013-???",
                "2015-09-30 | 2016-09-30 | Sep 30, 2015-Sep 30, 2016",
            })
    void days_read_as_amy_writes_them(LocalDate start, LocalDate end, String expected) {
        assertEquals(expected, HumanDate.of(start, Optional.ofNullable(end)));
    }
}
