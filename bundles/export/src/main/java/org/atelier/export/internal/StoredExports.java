package org.atelier.export.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.atelier.export.EventFilter;
import org.atelier.export.ExportStore;
import org.atelier.export.Exports;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Renders the feeds from what the store reads. */
@Component
public final class StoredExports implements Exports {
    private final ExportStore store;

    @Activate
    public StoredExports(@Reference ExportStore store) {
        this.store = store;
    }

    @Override
    public Export badges(Format format) {
        var writer = writer(format);
        Feeds.badges(store.badges(), writer);
        return export(format, writer);
    }

    @Override
    public Export instructors(Format format) {
        var writer = writer(format);
        Feeds.instructors(store.airports(), writer);
        return export(format, writer);
    }

    @Override
    public Export events(EventFilter filter, Format format) {
        return switch (store.events(filter)) {
            case ExportStore.Answer.Events(var events) -> {
                var writer = writer(format);
                Feeds.events(events, writer);
                yield export(format, writer);
            }
            case ExportStore.Answer.Unknown(var what) -> throw new UnknownFilterException(what);
        };
    }

    private static FeedWriter writer(Format format) {
        return switch (format) {
            case YAML -> new PyYamlWriter();
            case JSON -> new JsonFeedWriter();
        };
    }

    private static Export export(Format format, FeedWriter writer) {
        var body = writer.bytes();
        return new Export(format, body, sha256(body));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
