package org.atelier.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private static LoggingEvent event(String message) {
        return event(message, Map.of());
    }

    private static LoggingEvent event(String message, Map<String, String> context) {
        var event = new LoggingEvent();
        event.setTimeStamp(Instant.parse("2026-11-28T21:00:00.120Z").toEpochMilli());
        event.setLevel(Level.WARN);
        event.setLoggerName("org.atelier.Something");
        event.setMessage(message);
        event.setMDCPropertyMap(context);
        return event;
    }

    /** The one line, as what it says. */
    private static JsonNode line(LoggingEvent event) throws IOException {
        var text = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        assertTrue(text.endsWith("}\n"), text);
        assertEquals(1, text.lines().count(), text);
        return new ObjectMapper().readTree(text);
    }

    @Test
    void a_line_has_time_level_logger_and_message_in_this_order() throws IOException {
        var line = line(event("it is \"so\""));
        var names = new ArrayList<String>();
        line.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("time", "level", "logger", "message"), names);
        assertEquals("2026-11-28T21:00:00.120Z", line.get("time").textValue());
        assertEquals("WARN", line.get("level").textValue());
        assertEquals("org.atelier.Something", line.get("logger").textValue());
        assertEquals("it is \"so\"", line.get("message").textValue());
    }

    @Test
    void an_exception_with_line_breaks_stays_in_the_line_of_its_request() throws IOException {
        var event = event("failed", Map.of("requestId", "operator-7"));
        event.setThrowableProxy(new ThrowableProxy(
                new IllegalStateException("first\nsecond\r\n{\"level\":\"forged\"}", new IOException("cause"))));
        var line = line(event);
        assertEquals("operator-7", line.get("request_id").textValue());
        var trace = line.get("exception").textValue();
        assertTrue(trace.startsWith("java.lang.IllegalStateException: first\nsecond\r\n{"), trace);
        assertTrue(trace.contains("Caused by: java.io.IOException: cause"), trace);
        assertTrue(trace.contains("at org.atelier.log.internal.JsonLinesTest"), trace);
        assertEquals("WARN", line.get("level").textValue());
    }

    @Test
    void lines_are_text_by_the_pattern_unless_json_is_asked_for() throws IOException {
        var lines = new LogLines();
        lines.setContext(new LoggerContext());
        lines.setPattern("%level %msg%n");
        lines.start();
        for (var format : List.of("text", "json", "text")) {
            lines.setFormat(format);
            var line = new String(lines.encode(event("hello")), StandardCharsets.UTF_8);
            assertEquals(
                    format.equals("json")
                            ? new String(new JsonLines().encode(event("hello")), StandardCharsets.UTF_8)
                            : "WARN hello\n",
                    line);
        }
    }

    @Test
    void what_is_not_there_is_left_out() throws IOException {
        assertFalse(line(event("x")).has("request_id"));
        assertFalse(line(event("x")).has("exception"));
        assertEquals("", line(event(null)).get("message").textValue());
    }

    @Property(tries = 300)
    void every_message_comes_back_as_it_was(@ForAll String message) throws IOException {
        // half a character beyond the BMP is no text, and UTF-8 has no bytes for it
        var text = new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertEquals(text, line(event(text)).get("message").textValue());
    }
}
