package org.atelier.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** That it measures what it says, and that the picture shows it. */
class GrowthBenchmarkTest {
    private static final Path DIRECTORY = Path.of("target", "bench");
    private static final GrownSize.Effort SMALL = new GrownSize.Effort(Duration.ZERO, 2, 2);

    @Test
    void as_many_events_are_published_as_are_asked_for_and_the_journal_is_on_again() throws Exception {
        try (var bench = Bench.in(DIRECTORY);
                var connection = bench.connection()) {
            GrownData.load(connection, 700);
            assertEquals(List.of("700"), Dataset.texts(connection, "select count(*) from event where published"));
            assertEquals(List.of("1000"), Dataset.texts(connection, "select count(*) from event"));
            assertEquals(
                    List.of("1", "2"),
                    Dataset.texts(
                            connection, "select distinct count(*) from event_tag group by event_id order by count(*)"));
            assertEquals(
                    List.of("0"),
                    Dataset.texts(
                            connection,
                            "select count(*) from pg_trigger where tgname = '00_journal' and tgenabled <> 'O'"));
            assertEquals(
                    List.of("1"),
                    Dataset.texts(connection, "select count(*) from pg_class where relname = 'event_words'"));
            assertEquals(
                    List.of("0"), Dataset.texts(connection, "select count(*) from journal where table_name = 'event'"));
        }
    }

    @Test
    void a_size_is_measured_and_comes_through_json_as_it_was() throws Exception {
        var grown = GrownSize.measure(DIRECTORY, 140, SMALL, SMALL);
        assertEquals(140, grown.events());
        assertEquals(200, grown.pages().events());
        assertEquals(2, grown.rounds());
        assertTrue(grown.kept());
        assertTrue(grown.bytes() > 140 * 300 && grown.bytes() < 140 * 600, grown.toString());
        assertTrue(grown.memory().resident() > 1 << 20, grown.toString());
        var json = new ObjectMapper();
        assertEquals(grown, json.readValue(json.writeValueAsString(grown), Grown.class));
    }

    @Test
    void the_picture_has_a_point_for_each_size_and_line_and_what_grows_tenfold_rises_by_a_decade() throws Exception {
        var picture = parsed(GrowthPicture.of(List.of(grown(1_000, 1), grown(10_000, 10), grown(100_000, 100))));
        assertEquals(3 * 7, picture.getElementsByTagName("circle").getLength());
        var copy = points(picture, 0);
        assertEquals(copy[1][0] - copy[0][0], copy[2][0] - copy[1][0], 0.2);
        assertEquals(copy[1][1] - copy[0][1], copy[2][1] - copy[1][1], 0.2);
        assertTrue(copy[1][0] > copy[0][0] && copy[1][1] < copy[0][1], "to the right and upwards");
    }

    private static Grown grown(long events, double factor) {
        var bytes = (long) (factor * (1 << 20));
        return new Grown(
                events,
                bytes,
                factor,
                3 * factor,
                factor / 2,
                true,
                3,
                new MemoryWatch.Most(bytes, bytes, bytes),
                new Grown.Pages(events, 1, 1, 1, 1, 1));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static double[][] points(Document picture, int line) {
        var element = (Element) picture.getElementsByTagName("polyline").item(line);
        var points = element.getAttribute("points").split(" ");
        var numbers = new double[points.length][2];
        for (var i = 0; i < points.length; i++) {
            var at = points[i].split(",");
            numbers[i] = new double[] {Double.parseDouble(at[0]), Double.parseDouble(at[1])};
        }
        return numbers;
    }
}
