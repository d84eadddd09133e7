package org.atelier.upload.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atelier.upload.Column;

/** Makes user names for new people as AMY did: {@code lovelace_ada}, with a number behind it where that is taken. */
final class Usernames {
    private final Set<String> taken;

    /** @param stated those that the file wants for somebody, and nobody else can have */
    Usernames(Set<String> taken, Set<String> stated) {
        this.taken = new HashSet<>(taken);
        this.taken.addAll(stated);
    }

    /** What a name is made of; empty where there is none to make one of. */
    static String stem(FilePerson person) {
        return Stream.of(Column.FAMILY, Column.PERSONAL)
                .map(column -> Plain.text(person.get(column)).replace(' ', '-'))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("_"));
    }

    /** What the person is to be called: as the file says, else as their name suggests. */
    String next(FilePerson person) {
        if (!person.get(Column.USERNAME).isEmpty()) {
            return person.get(Column.USERNAME);
        }
        var stem = stem(person).isEmpty() ? "person" : stem(person);
        var name = stem;
        for (var number = 2; !taken.add(name); number++) {
            name = stem + "_" + number;
        }
        return name;
    }
}
