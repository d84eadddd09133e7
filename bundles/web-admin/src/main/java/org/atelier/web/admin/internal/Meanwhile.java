package org.atelier.web.admin.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.atelier.records.FieldText;
import org.atelier.records.RecordKind;
import org.atelier.records.RecordRow;

/**
 * A stale form put together with what somebody else made of the record meanwhile: what this person did not touch is as
 * the record is now, what they changed is as they left it.
 *
 * @param typed what shall stand in the fields, by name
 * @param linked the keys that shall be checked, by link
 * @param known whether the form told what it was loaded with; if not, nothing is taken over, and all that differs clashes
 * @param clashing the fields and links that both changed, to something different each
 * @param takenOver the fields and links that only the other changed
 */
record Meanwhile(
        Map<String, String> typed,
        Map<String, Set<String>> linked,
        boolean known,
        List<String> clashing,
        List<String> takenOver) {
    /**
     * @param typed what was sent for the fields
     * @param linked what was sent for the links
     * @param loaded what the form was loaded with; empty if it does not tell
     */
    static Meanwhile of(
            RecordKind kind,
            RecordRow now,
            Map<String, String> typed,
            Map<String, Set<String>> linked,
            Optional<Loaded> loaded) {
        var together = new Meanwhile(
                new LinkedHashMap<>(typed),
                new LinkedHashMap<>(linked),
                loaded.isPresent(),
                new ArrayList<>(),
                new ArrayList<>());
        for (var field : RecordFormView.writable(kind)) {
            var name = field.name();
            var text = FieldText.of(now.values().get(name));
            var same = FieldText.same(field, text, typed.getOrDefault(name, ""));
            var mine = loaded.map(it -> !it.held(field, typed.getOrDefault(name, "")));
            var theirs = loaded.map(it -> !it.held(field, text));
            if (together.takes(name, same, mine, theirs)) {
                together.typed.put(name, text);
            }
        }
        for (var link : kind.links()) {
            var name = link.name();
            var keys = new TreeSet<>(Loaded.keys(now, link));
            var sent = linked.getOrDefault(name, Set.of());
            var mine = loaded.map(it -> !it.held(link, sent));
            var theirs = loaded.map(it -> !it.held(link, keys));
            if (together.takes(name, keys.equals(sent), mine, theirs)) {
                together.linked.put(name, keys);
            }
        }
        return together;
    }

    /** Notes what became of a field or link, and says whether it is to be as the record is now. */
    private boolean takes(String name, boolean same, Optional<Boolean> mine, Optional<Boolean> theirs) {
        if (same) {
            return false;
        }
        if (!mine.orElse(true)) {
            takenOver.add(name);
            return true;
        }
        if (theirs.orElse(true)) {
            clashing.add(name);
        }
        return false;
    }

    boolean took(String name) {
        return takenOver.contains(name);
    }

    boolean clashes(String name) {
        return clashing.contains(name);
    }
}
