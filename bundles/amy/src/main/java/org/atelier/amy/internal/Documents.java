package org.atelier.amy.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;
import org.atelier.amy.AmyFile;
import org.atelier.amy.UnreadableFileException;
import org.atelier.domain.Dataset.Origin;

/** Parses a file within the limits that untrusted files are held to. */
final class Documents {
    /** Most characters in a file; the whole of AMY is about a hundredth of it. */
    static final int MAX_CHARACTERS = 32 * 1024 * 1024;

    /** Most levels of lists and mappings within each other; AMY needs 5. */
    static final int MAX_DEPTH = 50;

    private Documents() {}

    static Item parse(AmyFile file) {
        var text = decode(file);
        return isJson(file.name(), text) ? JsonItems.parse(file.name(), text) : YamlItems.parse(file.name(), text);
    }

    /** YAML may begin like JSON; then the file's name decides. */
    private static boolean isJson(String name, String text) {
        var begin = text.stripLeading();
        var lower = name.toLowerCase(Locale.ROOT);
        return (begin.startsWith("{") || begin.startsWith("[")) && !lower.endsWith(".yaml") && !lower.endsWith(".yml");
    }

    private static String decode(AmyFile file) {
        var content = file.content();
        if (characters(content) > MAX_CHARACTERS) {
            throw new UnreadableFileException(
                    new Origin(file.name(), 0),
                    "the file has more than " + MAX_CHARACTERS + " characters; that is not what AMY publishes");
        }
        var in = ByteBuffer.wrap(content);
        var out = CharBuffer.allocate(content.length);
        var result = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        if (result.isError()) {
            throw new UnreadableFileException(
                    new Origin(file.name(), lineAt(content, in.position())),
                    "byte 0x%02X is not UTF-8; save the file as UTF-8".formatted(content[in.position()]));
        }
        var text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Counted before they are decoded: a file that is far too large shall not be held twice. */
    private static int characters(byte[] content) {
        var count = 0;
        for (var b : content) {
            if ((b & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }

    private static int lineAt(byte[] content, int position) {
        var line = 1;
        for (var i = 0; i < position; i++) {
            if (content[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
