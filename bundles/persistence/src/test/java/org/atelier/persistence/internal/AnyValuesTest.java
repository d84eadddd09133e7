package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.atelier.domain.Dataset;
import org.atelier.domain.Dataset.Kind;
import org.atelier.domain.Datasets.BadRows;
import org.atelier.domain.Datasets.Counts;
import org.atelier.domain.Datasets.Progress;

/** What holds whatever people write. */
class AnyValuesTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Bed bed;

    @BeforeContainer
    static void make() {
        bed = Bed.made();
    }

    @AfterContainer
    static void close() {
        bed.close();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(40)
                .filter(text -> text.indexOf('\0') < 0
                        && text.codePoints()
                                .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    @Property(tries = 60)
    void a_row_comes_back_as_it_came_and_is_unchanged_the_second_time(
            @ForAll("texts") String notes,
            @ForAll double latitude,
            @ForAll @BigRange(min = "0", max = "999999.99") @Scale(2) BigDecimal fee,
            @ForAll @IntRange(min = 0) int attendance,
            @ForAll @IntRange(min = -700_000, max = 2_900_000) int day) {
        var slug = "any-" + NUMBER.incrementAndGet();
        var start = LocalDate.ofEpochDay(day);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("slug", slug);
        values.put("notes", notes);
        values.put("latitude", latitude);
        values.put("admin_fee", fee);
        values.put("attendance", (long) attendance);
        values.put("start", start);

        assertEquals(new Counts(1, 0, 0, 0, 0), load(values));
        assertEquals(new Counts(0, 0, 1, 0, 0), load(values));

        var event = bed.psql.fetchOne("select * from event where slug = {0}", slug);
        assertEquals(notes, event.get("notes"));
        assertEquals(0, fee.compareTo(event.get("admin_fee", BigDecimal.class)));
        assertEquals(attendance, event.get("attendance"));
        assertEquals(start, event.get("start", LocalDate.class));
        assertTrue(latitude == event.get("latitude", Double.class), latitude + " became " + event.get("latitude"));
    }

    @Property(tries = 60)
    void what_is_written_in_an_event_finds_it(@ForAll("texts") @NotBlank String venue) {
        var slug = "any-" + NUMBER.incrementAndGet();
        load(Map.of("slug", slug, "venue", venue));

        var found = new PostgresEvents(bed.database, bed.operations).search(venue + " " + slug, 500);

        assertTrue(found.stream().anyMatch(event -> event.slug().equals(slug)), found.toString());
    }

    private static Counts load(Map<String, Object> values) {
        var rows = new Dataset().add(Kind.EVENT, new Dataset.Row(new Dataset.Origin("any", 0), values));
        var report = new PostgresDatasets(bed.operations).load(rows, BadRows.REFUSE_ALL, SOMETHING, Progress.SILENT);
        assertTrue(report.rejections().isEmpty(), report.toString());
        return report.counts().get(Kind.EVENT);
    }
}
