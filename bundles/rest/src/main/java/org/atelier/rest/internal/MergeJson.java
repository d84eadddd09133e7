package org.atelier.rest.internal;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.atelier.merge.engine.MergeSummary;
import org.atelier.merge.engine.Receipt;
import org.atelier.merge.engine.UndoReceipt;

/** Receipts, and lines of the list of merges, as the API writes them. */
final class MergeJson {
    private MergeJson() {}

    static Map<String, Object> receipt(Receipt receipt, Optional<Long> undoneBy) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", receipt.id());
        json.put("kind", receipt.kind());
        json.put("at", receipt.at().toString());
        json.put("actor", receipt.actor());
        json.put("request_id", receipt.requestId());
        json.put("note", receipt.note());
        json.put("survivor", record(receipt.survivorId(), receipt.survivor()));
        json.put("retired", record(receipt.retiredId(), receipt.retired()));
        json.put("undone_by", undoneBy.orElse(null));
        json.put("fingerprint", receipt.fingerprint());
        json.put("plan", new RawValue(receipt.plan()));
        return json;
    }

    static Map<String, Object> receipt(UndoReceipt receipt, Optional<Long> undoneBy) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", receipt.id());
        json.put("kind", "undo");
        json.put("undone", receipt.undone());
        json.put("at", receipt.at().toString());
        json.put("actor", receipt.actor());
        json.put("request_id", receipt.requestId());
        json.put("note", receipt.note());
        json.put("undone_by", undoneBy.orElse(null));
        json.put("plan", new RawValue(receipt.plan()));
        return json;
    }

    static Map<String, Object> summary(MergeSummary merge) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", merge.id());
        json.put("kind", merge.kind());
        json.put("at", merge.at().toString());
        json.put("actor", merge.actor());
        json.put("note", merge.note());
        json.put("survivor", record(merge.survivorId(), merge.survivor()));
        json.put("retired", record(merge.retiredId(), merge.retired()));
        json.put("undone_by", merge.undoneBy().orElse(null));
        return json;
    }

    private static Map<String, Object> record(long id, String slug) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("slug", slug);
        return json;
    }
}
