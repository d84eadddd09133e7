package org.atelier.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * One body of a feed, as it was before it was compressed.
 *
 * @param tag the ETag it came with, without what names the compression
 */
record Feed(String tag, byte[] bytes) {
    private static final int MEGABYTES = 256;
    private static final String GZIP = "--gzip";

    /** @throws IllegalArgumentException if the answer is not whole, or its ETag and its coding do not agree */
    static Feed of(HttpResponse<byte[]> answer) {
        var tag = answer.headers().firstValue("ETag").orElse("").replace("\"", "");
        var zipped = answer.headers().firstValue("Content-Encoding").isPresent();
        if (zipped != tag.endsWith(GZIP)) {
            throw new IllegalArgumentException("the ETag " + tag + " is of another coding");
        }
        try {
            return new Feed(tag.replace(GZIP, ""), zipped ? unzipped(answer.body()) : answer.body());
        } catch (IOException e) {
            throw new IllegalArgumentException("what was compressed is not whole: " + e, e);
        }
    }

    private static byte[] unzipped(byte[] bytes) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    /** Whether the ETag is the digest of the bytes, so that it can name no others. */
    boolean isNamedByItsBytes() {
        try {
            return tag.equals(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Reads all of it.
     *
     * @throws RuntimeException of whoever reads it, if it is cut off or no JSON or YAML
     */
    void read(boolean yaml) {
        if (yaml) {
            var limits = new LoaderOptions();
            limits.setCodePointLimit(MEGABYTES << 20);
            var reader = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
            new Yaml(limits).parse(reader).forEach(_ -> {});
            return;
        }
        try (var parser = new JsonFactory().createParser(bytes)) {
            var depth = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            if (depth != 0 || bytes.length == 0) {
                throw new IllegalArgumentException("JSON without its end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
