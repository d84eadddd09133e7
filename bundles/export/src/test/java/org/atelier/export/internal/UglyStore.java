package org.atelier.export.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;

/** The feeds that src/test/python/golden.py makes from the same values, put together the same way. */
final class UglyStore implements ExportStore {
    private final List<String> texts = new ArrayList<>();
    private final List<Double> numbers = new ArrayList<>();
    private final List<List<Optional<LocalDate>>> days = new ArrayList<>();
    private final List<Optional<String>> urls = new ArrayList<>();

    UglyStore() throws IOException {
        try (var json = new JsonFactory().createParser(UglyStore.class.getResource("ugly.json"))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var field = json.currentName();
                json.nextToken();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    switch (field) {
                        case "texts" -> texts.add(json.getText());
                        case "numbers" -> numbers.add(json.getDoubleValue());
                        case "urls" -> urls.add(Optional.ofNullable(json.getValueAsString()));
                        case "days" -> {
                            var pair = new ArrayList<Optional<LocalDate>>();
                            while (json.nextToken() != JsonToken.END_ARRAY) {
                                pair.add(Optional.ofNullable(json.getValueAsString())
                                        .map(LocalDate::parse));
                            }
                            days.add(pair);
                        }
                        default -> throw new IllegalArgumentException(field);
                    }
                }
            }
        }
    }

    int size() {
        return texts.size();
    }

    @Override
    public List<Badge> badges() {
        return IntStream.range(0, size())
                .mapToObj(i -> new Badge(
                        text(i),
                        IntStream.range(0, i % 3)
                                .mapToObj(j -> new Holder(
                                        text(i + j),
                                        text(i),
                                        j == 1 ? Optional.empty() : at(days, i).getFirst()))
                                .toList()))
                .toList();
    }

    @Override
    public List<Airport> airports() {
        return IntStream.range(0, size())
                .mapToObj(i -> new Airport(
                        text(i),
                        Optional.of(at(numbers, i)),
                        i % 2 == 1 ? Optional.empty() : Optional.of(at(numbers.reversed(), i)),
                        i % 7 == 0 ? Optional.empty() : Optional.of(text(i)),
                        IntStream.range(0, i % 3)
                                .mapToObj(j -> new Person(text(i + j), text(i)))
                                .toList()))
                .toList();
    }

    @Override
    public Optional<Known> lastState(Feed feed) {
        return Optional.empty();
    }

    @Override
    public long state(Feed feed) {
        return 1;
    }

    @Override
    public List<Member> members(LocalDate earliest, LocalDate latest) {
        return IntStream.range(0, size())
                .mapToObj(i -> new Member(text(i), i % 2 == 0 ? Optional.empty() : Optional.of(text(i + 1)), text(i)))
                .toList();
    }

    @Override
    public Answer events(EventFilter filter, Consumer<Event> to) {
        IntStream.range(0, size()).mapToObj(this::event).forEach(to);
        return new Answer.Told(new Moment("here", "1:1:", Instant.EPOCH));
    }

    @Override
    public Optional<Changes> changes(EventFilter filter, Moment since) {
        return Optional.empty();
    }

    private Event event(int i) {
        return new Event(
                i + 1,
                text(i),
                at(days, i).getFirst().orElseThrow(),
                at(days, i).getLast(),
                at(urls, i),
                i % 5 == 0 ? Optional.empty() : Optional.of(text(i)),
                i % 7 == 0 ? Optional.empty() : Optional.of(text(i + 1)),
                Optional.of(text(i)),
                Optional.of(text(i)),
                i % 11 == 0 ? Optional.empty() : Optional.of(at(numbers, i)),
                Optional.of(at(numbers, i + 1)),
                i % 3 == 0 ? Optional.empty() : Optional.of(text(i + 2)),
                IntStream.range(0, i % 4).mapToObj(j -> text(i + j)).toList());
    }

    private String text(int i) {
        return at(texts, i);
    }

    private static <T> T at(List<T> list, int i) {
        return list.get(i % list.size());
    }
}
