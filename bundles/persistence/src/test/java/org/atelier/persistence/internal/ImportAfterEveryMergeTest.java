package org.atelier.persistence.internal;

import static org.atelier.persistence.internal.Bed.SOMETHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atelier.domain.Datasets.BadRows;
import org.atelier.domain.Datasets.Progress;
import org.atelier.domain.Datasets.Report;
import org.atelier.merge.engine.MergeRequest;
import org.atelier.merge.engine.internal.MergeService;
import org.atelier.merge.spi.Side;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is merged, and however, the file that states both records changes nothing of it. */
class ImportAfterEveryMergeTest {
    @ParameterizedTest
    @CsvSource({"organization, old.org, new.org", "tag, OLD, NEW", "person, ann, anna", "event, moved, kept"})
    void the_same_file_changes_nothing_whatever_was_chosen(String kind, String a, String b) {
        for (var strategy : List.of("", "keep-a", "keep-b", "combine")) {
            for (var base : Side.values()) {
                try (var bed = Bed.made()) {
                    assertTrue(load(bed).applied());
                    var merges = new MergeService(
                            BuiltInStrategies.registry(), new PostgresMergeStore(bed.database, bed.operations));
                    var request = new MergeRequest(
                            kind, a, b, base, Map.of(), Optional.of(strategy).filter(name -> !name.isEmpty()));
                    merges.apply(request, merges.plan(request).fingerprint(), SOMETHING);
                    var merged = new Workshops(bed.database).dump();

                    var again = load(bed);

                    var what = kind + " with " + strategy + " into " + base;
                    assertEquals(List.of(), again.rejections(), what);
                    assertEquals(merged, new Workshops(bed.database).dump(), what);
                    assertFalse(again.applied(), what);
                }
            }
        }
    }

    private static Report load(Bed bed) {
        return new PostgresDatasets(bed.operations)
                .load(ImportAfterMergeTest.file(), BadRows.REFUSE_ALL, SOMETHING, Progress.SILENT);
    }
}
