package org.atelier.export;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Renders the public feeds. The same data gives the same bytes, on every node and for ever. */
@ProviderType
public interface Exports {
    /** Every badge with those who hold it. */
    Export badges(Format format);

    /** Every airport with the people it is nearest to. */
    Export instructors(Format format);

    /**
     * The published events the filter asks for.
     *
     * @throws UnknownFilterException if it names a tag or organization that does not exist: never a wider answer
     */
    Export events(EventFilter filter, Format format);

    /** In which form a feed is wanted. */
    enum Format {
        YAML("application/yaml"),
        JSON("application/json");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /**
     * A feed, rendered whole.
     *
     * @param body UTF-8; not to be changed
     * @param digest SHA-256 of the body in lower-case hexadecimal, from which its entity tags are made
     */
    record Export(Format format, byte[] body, String digest) {}

    /** A filter asked for something that does not exist. */
    final class UnknownFilterException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final List<String> what;

        public UnknownFilterException(List<String> what) {
            super("there is no " + String.join(", no ", what));
            this.what = List.copyOf(what);
        }

        /** Words such as {@code tag "NOSUCH"}, at least one. */
        public List<String> what() {
            return what;
        }
    }
}
