package org.atelier.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Options that pair a name with a word, and how one would type them. */
final class Pairs {
    private Pairs() {}

    /**
     * The words by name, in the order of the names. A name may hold an equals sign, a word may not.
     *
     * @param form what each must look like, such as {@code NAME=STRATEGY}
     */
    static Map<String, String> read(CommandLine command, String option, String form, List<String> given) {
        var pairs = new TreeMap<String, String>();
        for (var pair : given) {
            var at = pair.lastIndexOf('=');
            if (at < 1 || at == pair.length() - 1) {
                throw new ParameterException(command, option + " must be " + form + ", and is \"" + pair + "\"");
            }
            var name = pair.substring(0, at);
            if (pairs.put(name, pair.substring(at + 1)) != null) {
                throw new ParameterException(command, option + " decides \"" + name + "\" twice");
            }
        }
        return pairs;
    }

    /** The word as a shell takes it for one. */
    static String shell(String word) {
        return word.matches("[A-Za-z0-9._=/:@+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
