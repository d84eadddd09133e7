package org.atelier.upload;

/**
 * What becomes of a task in a file.
 *
 * @param line where it stands
 * @param said the event as the file calls it
 * @param event what it is called now
 */
public record PlannedTask(
        int line,
        String said,
        long eventId,
        String event,
        long roleId,
        String role,
        String title,
        String url,
        State state) {
    /** What becomes of it. */
    public enum State {
        /** It is made. */
        NEW,
        /** The person has it already. */
        THERE,
        /** An earlier line says it already. */
        REPEATED
    }

    /** Whether the event was merged or renamed since the file was written. */
    public boolean moved() {
        return !said.equals(event);
    }
}
