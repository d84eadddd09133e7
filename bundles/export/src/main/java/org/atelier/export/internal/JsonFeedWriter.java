package org.atelier.export.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;

/** Writes compact JSON: days as texts, numbers as Python prints them, characters as they are. */
final class JsonFeedWriter implements FeedWriter {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            // the frame has what stands between the rows
            .rootValueSeparator((String) null)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private static final Frame FRAME = new Frame("[", ",", "]", "[]");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 10);
    private final JsonGenerator json;

    JsonFeedWriter() {
        try {
            json = JSON.createGenerator(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Frame frame() {
        return FRAME;
    }

    @Override
    public void startRows(String name, boolean empty) {
        run(() -> json.writeArrayFieldStart(name));
    }

    @Override
    public void endRows() {
        run(json::writeEndArray);
    }

    @Override
    public void startRow() {
        run(json::writeStartObject);
    }

    @Override
    public void endRow() {
        run(json::writeEndObject);
    }

    @Override
    public void text(String name, Optional<String> value) {
        run(() -> json.writeStringField(name, value.orElse(null)));
    }

    @Override
    public void number(String name, Optional<Double> value) {
        run(() -> {
            json.writeFieldName(name);
            if (value.isPresent()) {
                json.writeNumber(PythonFloat.repr(value.get()));
            } else {
                json.writeNull();
            }
        });
    }

    @Override
    public void day(String name, Optional<LocalDate> value) {
        text(name, value.map(LocalDate::toString));
    }

    @Override
    public byte[] taken() {
        run(json::flush);
        var bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    /** Nothing can fail while writing to memory. */
    private static void run(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
