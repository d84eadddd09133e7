package org.atelier.merge.spi;

/** What a link points to: named, never changed. Two targets are the same when their ids are. */
public record Target(long id, String label) implements Comparable<Target> {
    @Override
    public boolean equals(Object other) {
        return other instanceof Target(var otherId, var _) && otherId == id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public int compareTo(Target other) {
        return Long.compare(id, other.id);
    }
}
