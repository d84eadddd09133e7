package org.atelier.web.admin.internal;

/**
 * What was wrong with a form.
 *
 * @param field the field it was; empty if it was none in particular, or nothing
 * @param words a sentence; empty if nothing was wrong
 */
public record Fault(String field, String words) {
    static final Fault NONE = new Fault("", "");

    public boolean none() {
        return words.isEmpty();
    }

    /** Whether it was this field. */
    public boolean at(String candidate) {
        return !none() && field.equals(candidate);
    }

    /** For {@code aria-invalid}. */
    public String invalid(String candidate) {
        return at(candidate) ? "true" : null;
    }

    /** For {@code aria-describedby}: the fault's own text, where there is one. */
    public String describedBy(String candidate, String otherwise) {
        return at(candidate) ? candidate + "-problem" : otherwise;
    }
}
