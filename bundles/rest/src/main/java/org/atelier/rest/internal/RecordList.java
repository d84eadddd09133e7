package org.atelier.rest.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordPage;
import org.atelier.records.RecordQuery;
import org.atelier.records.Records;
import org.atelier.records.UnfitQueryException;

/** One page of the records that a request asks for. */
final class RecordList {
    static final String[] PARAMETERS = {"search", "where", "missing", "sort", "after", "limit"};

    private static final int USUAL_LIMIT = 50;

    /** The longest text that is searched for, in characters. */
    private static final int MAX_SEARCH = 200;

    private final RecordKind kind;
    private final Request request;

    RecordList(RecordKind kind, Request request) {
        this.kind = kind;
        this.request = request;
    }

    Map<String, Object> of(Records records) {
        var query = query();
        var page = page(records, query);
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "records",
                page.rows().stream().map(row -> RecordJson.row(kind, row)).toList());
        json.put("next", page.next().orElse(null));
        json.put("next_href", page.next().map(this::address).orElse(null));
        json.put("count", Math.min(page.count(), RecordPage.COUNTED));
        json.put("counted_to_the_end", !page.uncounted());
        return json;
    }

    private RecordPage page(Records records, RecordQuery query) {
        try {
            return records.list(kind, query);
        } catch (UnfitQueryException e) {
            var ofFilter = query.filters().containsKey(e.parameter());
            var problem = Problem.badRequest("bad-value", "Bad value", e.getMessage())
                    .with("parameter", ofFilter ? "where" : e.parameter());
            throw (ofFilter ? problem.with("field", e.parameter()) : problem).exception(e);
        }
    }

    private RecordQuery query() {
        var sort = request.query("sort");
        return new RecordQuery(
                words(request, "search"),
                filters(),
                request.queryAll("missing"),
                sort.map(name -> name.startsWith("-") ? name.substring(1) : name),
                sort.filter(name -> name.startsWith("-")).isPresent(),
                request.query("after"),
                Api.limit(request, USUAL_LIMIT, RecordQuery.MOST));
    }

    /** The words of a parameter that is searched for; none where it is left out. */
    static String words(Request request, String parameter) {
        var text = request.query(parameter).orElse("");
        if (text.length() > MAX_SEARCH) {
            throw Api.badValue(parameter, "At most %d characters can be searched for.".formatted(MAX_SEARCH));
        }
        return text;
    }

    private Map<String, List<String>> filters() {
        var filters = new LinkedHashMap<String, List<String>>();
        for (var where : request.queryAll("where")) {
            var colon = where.indexOf(':');
            if (colon < 1) {
                throw Api.badValue(
                        "where",
                        "Write \"where\" as FIELD:VALUE, and not \"%s\"; %s can be filtered by %s."
                                .formatted(
                                        where,
                                        kind.labels(),
                                        kind.filtered().isEmpty() ? "nothing" : String.join(", ", kind.filtered())));
            }
            filters.computeIfAbsent(where.substring(0, colon), _ -> new ArrayList<>())
                    .add(where.substring(colon + 1));
        }
        return filters;
    }

    /** This list, going on after that place. */
    private String address(String place) {
        var query = new ArrayList<String>();
        for (var name : PARAMETERS) {
            var values = name.equals("after") ? List.of(place) : request.queryAll(name);
            values.forEach(value -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        return RecordRoutes.RECORDS + "/" + kind.name() + "?" + String.join("&", query);
    }
}
