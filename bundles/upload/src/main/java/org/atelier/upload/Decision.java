package org.atelier.upload;

import org.atelier.duplicates.Suspect;

/** What becomes of a person in a file. */
public sealed interface Decision {
    /** It is somebody who is there, and only their tasks are made. */
    record Use(Suspect.Person person) implements Decision {}

    /** Somebody new is made. */
    record Create(UploadStore.NewPerson person) implements Decision {}

    /** Nothing. */
    record Skip() implements Decision {}

    /** Somebody has to say. */
    record Open() implements Decision {}
}
