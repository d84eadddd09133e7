package org.atelier.log.internal;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.encoder.JsonEscapeUtil;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A log event as a JSON object in a line of its own: {@code time} (UTC, ISO 8601), {@code level}, {@code logger},
 * {@code message}, and, where there is one, {@code request_id} and {@code exception} with its stack trace as a text.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    /** The key under which the context of a thread has the request's id. */
    private static final String REQUEST = "requestId";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new StringBuilder(256).append('{');
        member(line, "time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        member(line, "level", event.getLevel().toString());
        member(line, "logger", event.getLoggerName());
        member(line, "message", event.getFormattedMessage());
        var request = event.getMDCPropertyMap().get(REQUEST);
        if (request != null) {
            member(line, "request_id", request);
        }
        if (event.getThrowableProxy() != null) {
            member(line, "exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void member(StringBuilder line, String name, String value) {
        if (line.length() > 1) {
            line.append(',');
        }
        line.append('"').append(name).append("\":\"");
        line.append(JsonEscapeUtil.jsonEscapeString(value == null ? "" : value)).append('"');
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
