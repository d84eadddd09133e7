package org.atelier.startup.internal;

import java.util.List;
import java.util.stream.Stream;

/** Makes what the framework says about bundles that do not resolve short enough to be read. */
final class Reasons {
    private static final String CAUSED = "[caused by:";

    private Reasons() {}

    /** Without the repetition of everything at the end. */
    static String shortened(String message) {
        return message.replaceFirst("(?s) Unresolved requirements: .*", "").strip();
    }

    /** Only those that are not the consequence of another; all, if each is. */
    static List<String> rootsOf(List<String> reasons) {
        var roots = reasons.stream().filter(reason -> !reason.contains(CAUSED)).toList();
        if (roots.isEmpty() || roots.size() == reasons.size()) {
            return reasons;
        }
        return Stream.concat(
                        roots.stream(),
                        Stream.of((reasons.size() - roots.size()) + " more bundles do not start in consequence"))
                .toList();
    }
}
