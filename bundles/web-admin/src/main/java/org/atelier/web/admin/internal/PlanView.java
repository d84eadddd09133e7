package org.atelier.web.admin.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a plan does, in groups and plain words. Made from the plan's JSON, so that a receipt shows years later what the
 * preview showed before.
 *
 * @param groups those that have something in them, what is lost first
 * @param left what the retired record says in fields, and rows that are folded, and nobody takes over; lacking in receipts
 *     that are older than that
 */
public record PlanView(List<Group> groups, List<Entry> left) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** From this length on, in characters, a changed text is shown before and after instead of in a sentence. */
    private static final int LONG = 240;

    /**
     * Steps of one sort.
     *
     * @param total how many there are, also of those that are not shown
     */
    public record Group(Sort sort, List<Item> items, int total) {
        public int more() {
            return total - items.size();
        }
    }

    /** One step: its sentence, and the rows it is about where the sentence is not enough. */
    public record Item(String words, List<Payload> payloads) {}

    /**
     * A row that a step is about.
     *
     * @param label what becomes of it; empty where that goes without saying
     * @param values what it says, each with its column
     */
    public record Payload(String label, List<Entry> values) {}

    /** A column and what stands in it; no column where that goes without saying. */
    public record Entry(String column, String words) {}

    /** The sorts of steps, in the order in which they are shown. */
    public enum Sort {
        DISCARD(
                "Discarded",
                "These rows are deleted. The journal keeps them; no page will show them any more.",
                "lost"),
        OFF("Taken off", "The survivor has these links now, and will not have them. What they lead to stays.", "left"),
        UNLINK("Not taken over", "The survivor does not get these links. What they lead to stays.", "left"),
        DETACH("Detached", "These rows stay, but no longer point here.", "left"),
        SET("Changed", "Fields of the survivor that get another value.", "set"),
        FOLD("Folded", "Both have the same; one of the two lives on and takes over what was blank in it.", "fold"),
        MOVE("Moved", "These come over to the survivor as they are.", "move"),
        LINK("Linked", "The survivor gets these links as well.", "move"),
        RETIRE("Retired", "The other record ends here; its names lead to the survivor from now on.", "retire"),
        ENDED("Ended", "Links that end with the retired record; the survivor has them.", "retire");

        private final String title;
        private final String explanation;
        private final String look;

        Sort(String title, String explanation, String look) {
            this.title = title;
            this.explanation = explanation;
            this.look = look;
        }

        public String title() {
            return title;
        }

        public String explanation() {
            return explanation;
        }

        /** The name of its colours in the style sheet. */
        public String look() {
            return look;
        }
    }

    /** @throws IllegalArgumentException if the text is not a plan */
    static PlanView of(String planJson) {
        var plan = parse(planJson);
        var groups = new EnumMap<Sort, List<Item>>(Sort.class);
        var kept = keptLinks(plan);
        for (var step : plan.path("steps")) {
            groups.computeIfAbsent(sort(step, plan, kept), _ -> new ArrayList<>())
                    .add(item(step, plan));
        }
        return new PlanView(
                groups.entrySet().stream()
                        .map(group -> new Group(
                                group.getKey(),
                                List.copyOf(group.getValue()),
                                group.getValue().size()))
                        .toList(),
                left(plan));
    }

    private static List<Entry> left(JsonNode plan) {
        var left = new ArrayList<Entry>();
        plan.path("not_taken_over")
                .forEach(field -> left.add(new Entry(
                        field.path("label").asText(), field.path("words").asText())));
        plan.path("folded_away")
                .forEach(column -> left.add(new Entry(
                        "%s of the %s"
                                .formatted(
                                        column.path("label").asText(),
                                        column.path("of").asText()),
                        column.path("words").asText())));
        return left;
    }

    /** The same with at most so many steps of each sort shown; all of what is lost. */
    PlanView shortened(int most) {
        return new PlanView(
                groups.stream()
                        .map(group -> group.sort() == Sort.DISCARD
                                ? group
                                : new Group(
                                        group.sort(),
                                        group.items().stream().limit(most).toList(),
                                        group.total()))
                        .toList(),
                left);
    }

    /** How many steps of a sort there are. */
    public int count(Sort sort) {
        return groups.stream()
                .filter(group -> group.sort() == sort)
                .mapToInt(Group::total)
                .sum();
    }

    private static JsonNode parse(String planJson) {
        try {
            return JSON.readTree(planJson);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a plan", e);
        }
    }

    private static Sort sort(JsonNode step, JsonNode plan, java.util.Set<String> kept) {
        var word = step.path("step").asText();
        return switch (word) {
            case "discard" -> Sort.DISCARD;
            case "detach" -> Sort.DETACH;
            case "set" -> Sort.SET;
            case "fold" -> Sort.FOLD;
            case "move", "repoint" -> Sort.MOVE;
            case "link" -> Sort.LINK;
            case "retire", "redirect" -> Sort.RETIRE;
            // a link of the retired record is lost only if the survivor does not have it
            case "unlink" ->
                kept.contains(link(step.path("relation").asText(), step.path("target")))
                        ? Sort.ENDED
                        : step.path("from").asText().equals(plan.path("base").asText()) ? Sort.OFF : Sort.UNLINK;
            default -> throw new IllegalArgumentException("a plan with the unknown step " + word);
        };
    }

    /** The links of the survivor, once the plan is done. */
    private static java.util.Set<String> keptLinks(JsonNode plan) {
        var base = plan.path("base").asText();
        var kept = new HashSet<String>();
        plan.path("relations")
                .properties()
                .forEach(relation ->
                        relation.getValue().path(base).forEach(target -> kept.add(link(relation.getKey(), target))));
        for (var step : plan.path("steps")) {
            var link = link(step.path("relation").asText(), step.path("target"));
            switch (step.path("step").asText()) {
                case "link" -> kept.add(link);
                case "unlink" -> {
                    if (step.path("from").asText().equals(base)) {
                        kept.remove(link);
                    }
                }
                default -> {}
            }
        }
        return kept;
    }

    private static String link(String relation, JsonNode target) {
        return relation + "/" + target.path("id").asText();
    }

    private static Item item(JsonNode step, JsonNode plan) {
        var payloads = new ArrayList<Payload>();
        var words = step.path("words").asText();
        var relation = step.path("relation").asText();
        switch (step.path("step").asText()) {
            case "fold" -> {
                payloads.add(payload("Stays", plan, relation, step.path("into").asLong()));
                payloads.add(
                        payload("Is folded in", plan, relation, step.path("row").asLong()));
            }
            case "discard" ->
                payloads.add(payload("", plan, relation, step.path("row").asLong()));
            case "set" -> {
                var texts =
                        step.path("before").isTextual() || step.path("after").isTextual();
                if (texts && (words.indexOf('\n') >= 0 || words.length() > LONG)) {
                    // a long sentence made of two texts is hard to read
                    var label = Words.label(step.path("field").asText());
                    payloads.add(new Payload(
                            "Before", List.of(new Entry("", step.path("before").asText()))));
                    payloads.add(new Payload(
                            "After", List.of(new Entry("", step.path("after").asText()))));
                    words = label + ", before and after the merge:";
                }
            }
            default -> {}
        }
        return new Item(words, payloads);
    }

    private static Payload payload(String label, JsonNode plan, String relation, long id) {
        for (var side : List.of("a", "b")) {
            for (var row : plan.path("relations").path(relation).path(side)) {
                if (row.path("id").asLong() == id) {
                    return new Payload(label, entries(row.path("words")));
                }
            }
        }
        throw new IllegalArgumentException("a plan whose step names the unknown row " + id + " of " + relation);
    }

    private static List<Entry> entries(JsonNode words) {
        return words.properties().stream()
                .filter(word -> !word.getValue().asText().isBlank())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, word -> word.getValue().asText(), (one, _) -> one, java.util.TreeMap::new))
                .entrySet()
                .stream()
                .map(word -> new Entry(Words.label(word.getKey()), word.getValue()))
                .toList();
    }
}
