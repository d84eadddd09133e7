package org.atelier.rest.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.atelier.http.Json;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.records.RecordRow;

/**
 * The entity tag of a record: its version, which says whether somebody changed it, and a checksum of what is told of it,
 * which also changes when something it refers to is renamed. Only the version counts for a change.
 */
final class VersionTag {
    /** Also the bare version, as lists tell it; also with the mark that compressing leaves on a tag. */
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\",-]+)(?:-[0-9a-f]{8})?(?:--gzip)?\"");

    private VersionTag() {}

    /** @param told the record as JSON */
    static String of(RecordRow row, Map<String, Object> told) {
        var sum = new CRC32();
        try {
            sum.update(Json.write(told));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + row.key(), e);
        }
        return "\"%s-%08x\"".formatted(row.version(), sum.getValue());
    }

    /**
     * The version that the client has seen, by its header {@code If-Match}.
     *
     * @throws org.atelier.http.ProblemException 428 without the header, 400 if it is not one tag
     */
    static String required(Request request) {
        var sent = request.header("If-Match")
                .orElseThrow(() -> new Problem(
                                428,
                                "version-missing",
                                "Version missing",
                                "Say which version you have seen: send the ETag of the record, or its \"version\" in quotes,"
                                        + " in the header If-Match.")
                        .exception());
        var tag = TAG.matcher(sent.strip());
        if (!tag.matches()) {
            throw Problem.badRequest(
                            "bad-version",
                            "Bad version",
                            "The header If-Match must be one tag, such as \"1f0c\"; it is the ETag of the record, or its"
                                    + " \"version\" in quotes.")
                    .exception();
        }
        return tag.group(1);
    }
}
