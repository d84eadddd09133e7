package org.atelier.log.internal;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * Log events as text by a pattern, or as JSON. One encoder for both, because Logback opens a file for one appender only,
 * also for one that nobody uses.
 */
public final class LogLines extends PatternLayoutEncoder {
    private final JsonLines json = new JsonLines();
    private boolean asJson;

    /** @param format {@code json}, or anything else for text */
    public void setFormat(String format) {
        asJson = format.equals("json");
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return asJson ? json.encode(event) : super.encode(event);
    }
}
