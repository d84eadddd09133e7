package org.atelier.upload;

import java.util.Optional;
import org.atelier.domain.DatabaseUnavailableException;
import org.atelier.domain.NewOperation;
import org.osgi.annotation.versioning.ProviderType;

/** Uploads people and their tasks: shows what would become of a file, and makes it so. */
@ProviderType
public interface Uploads {
    /** The kind of the operation that an upload is. */
    String OPERATION = "people.upload";

    /** The most lines a file may have beside its header. */
    int MOST_LINES = 5_000;

    /** The most bytes a file may have: 2 MiB. */
    int MOST_BYTES = 2 << 20;

    /**
     * What would become of a file. Nothing is written.
     *
     * @throws DatabaseUnavailableException if the database does not answer
     */
    Preview preview(UploadRequest request);

    /**
     * Makes what a preview showed, in one operation: all of it or nothing.
     *
     * @param fingerprint of the preview
     * @param seen of the preview; empty if nobody needs to know what changed
     */
    UploadOutcome apply(UploadRequest request, String fingerprint, String seen, NewOperation by);

    /** What an operation made, if it was an upload. */
    Optional<UploadReceipt> receipt(long operation);
}
