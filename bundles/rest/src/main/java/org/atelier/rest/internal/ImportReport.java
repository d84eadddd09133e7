package org.atelier.rest.internal;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.atelier.amy.Reading;
import org.atelier.domain.Dataset;
import org.atelier.domain.Datasets.Counts;
import org.atelier.domain.Datasets.Rejection;
import org.atelier.domain.Datasets.Report;
import org.atelier.http.PlainWords;
import org.atelier.http.Problem;
import org.atelier.http.ProblemException;

/** What an import came to: what was read and rejected, and what the database made of the rest. */
record ImportReport(boolean applied, Map<Dataset.Kind, Counts> counts, List<Rejection> rejections) {
    /** The most rejections that are told one by one; the others are counted. */
    private static final int MAX_REJECTIONS = 100;

    /** Of files with bad rows that were not loaded. */
    static ImportReport of(Reading reading) {
        return of(reading, new Report(false, Map.of(), List.of()));
    }

    static ImportReport of(Reading reading, Report loaded) {
        var counts = new EnumMap<Dataset.Kind, Counts>(Dataset.Kind.class);
        counts.putAll(loaded.counts());
        for (var rejection : reading.rejections()) {
            counts.merge(rejection.kind(), new Counts(0, 0, 0, 0, 1), ImportReport::sum);
        }
        return new ImportReport(
                loaded.applied(),
                counts,
                Stream.concat(reading.rejections().stream(), loaded.rejections().stream())
                        .toList());
    }

    private static Counts sum(Counts one, Counts other) {
        return new Counts(
                one.created() + other.created(),
                one.updated() + other.updated(),
                one.unchanged() + other.unchanged(),
                one.mergedEarlier() + other.mergedEarlier(),
                one.rejected() + other.rejected());
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("applied", applied);
        var byKind = new LinkedHashMap<String, Object>();
        counts.forEach((kind, count) -> byKind.put(word(kind), json(count)));
        json.put("counts", byKind);
        json.put("rejected", rejections.size());
        json.put("rejections", rejectionsJson());
        return json;
    }

    /** The problem that nothing was imported, with the first rejections. */
    ProblemException refused() {
        var first = rejections.stream().findFirst().map(ImportReport::words).orElse("");
        return new Problem(
                        422,
                        "bad-rows",
                        "Bad rows",
                        "Nothing was imported: %s cannot be taken, the first in %s. Mend the file, or leave such rows out: --skip-bad on the command line, skip-bad=true in the API."
                                .formatted(PlainWords.count(rejections.size(), "row", "rows"), first))
                .with("rejected", rejections.size())
                .with("rejections", rejectionsJson())
                .exception();
    }

    private static String words(Rejection rejection) {
        return rejection.origin() + ": " + rejection.reason();
    }

    private List<Map<String, Object>> rejectionsJson() {
        return rejections.stream().limit(MAX_REJECTIONS).map(ImportReport::json).toList();
    }

    private static Map<String, Object> json(Counts counts) {
        var json = new LinkedHashMap<String, Object>();
        json.put("created", counts.created());
        json.put("updated", counts.updated());
        json.put("unchanged", counts.unchanged());
        json.put("merged_earlier", counts.mergedEarlier());
        json.put("rejected", counts.rejected());
        return json;
    }

    private static Map<String, Object> json(Rejection rejection) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", word(rejection.kind()));
        json.put("key", rejection.key());
        json.put("file", rejection.origin().file());
        json.put("line", rejection.origin().line());
        json.put("reason", rejection.reason());
        return json;
    }

    /** A kind as the API writes it, such as {@code event_tag}. */
    static String word(Dataset.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
