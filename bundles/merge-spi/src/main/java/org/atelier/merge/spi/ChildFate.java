package org.atelier.merge.spi;

import java.util.Objects;

/** What becomes of one child. There is no other word. */
public sealed interface ChildFate {
    long child();

    /** It lives on with the survivor, moved there if it hung on the other record. */
    record Keep(long child) implements ChildFate {}

    /** It is the same as another child, which lives on and takes over what is blank in it. */
    record FoldInto(long child, long into) implements ChildFate {
        public FoldInto {
            if (child == into) {
                throw new IllegalArgumentException("child " + child + " cannot be folded into itself");
            }
        }
    }

    /** It goes; the reason is shown before and kept after. */
    record Discard(long child, String reason) implements ChildFate {
        public Discard {
            if (Objects.requireNonNull(reason, "reason").isBlank()) {
                throw new IllegalArgumentException("discarding child " + child + " needs a reason");
            }
        }
    }
}
