package org.atelier.export;

import java.time.LocalDate;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Renders the feeds. The same data gives the same bytes, on every node and for ever. What was rendered is kept, and given
 * again while the data are the same: see {@link ExportStore#state}.
 */
@ProviderType
public interface Exports {
    /** Every badge with those who hold it. */
    Export badges(Format format);

    /** Every airport with the people it is nearest to. */
    Export instructors(Format format);

    /** Who is a member, by their badge or by having taught in these days. Not for the public: it has addresses. */
    Export members(LocalDate earliest, LocalDate latest, Format format);

    /**
     * The published events the filter asks for.
     *
     * @throws UnknownFilterException if it names a tag or organization that does not exist: never a wider answer
     */
    Export events(EventFilter filter, Format format);

    /** In which form a feed is wanted. */
    enum Format {
        YAML("application/yaml", "application/yaml"),
        JSON("application/json", "application/json"),
        CSV("text/csv", "text/csv;charset=utf-8;header=present");

        private final String mediaType;
        private final String contentType;

        Format(String mediaType, String contentType) {
            this.mediaType = mediaType;
            this.contentType = contentType;
        }

        public String mediaType() {
            return mediaType;
        }

        /** The media type with its parameters. */
        public String contentType() {
            return contentType;
        }
    }

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

    /** There is no room for a feed at the moment: on the disk, or because others are being rendered. */
    final class NoRoomException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NoRoomException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
