package org.atelier.security.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.atelier.security.SessionStore;

/**
 * Counts attempts to sign in, by address and by the name that was typed, on all nodes together. An attempt is counted
 * before it is looked at: many at once are not more than one after another.
 */
final class Throttle {
    /** Wrong attempts an address has within {@link #WINDOW}. */
    static final int BY_ADDRESS = 20;

    /** Wrong attempts there are for a name within {@link #WINDOW}, from wherever. */
    static final int BY_NAME = 10;

    static final Duration WINDOW = Duration.ofMinutes(5);

    /** Whoever has one address of IPv6 has 2^64 of them. */
    private static final int NETWORK_BYTES = 8;

    private final SessionStore store;
    private final InstantSource clock;

    Throttle(SessionStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** How long to wait; empty if this attempt may be made, which is counted by this. */
    Optional<Duration> attempt(String address, Optional<String> name) {
        var keys = new ArrayList<byte[]>();
        var limits = new ArrayList<Integer>();
        keys.add(byAddress(address));
        limits.add(BY_ADDRESS);
        name.ifPresent(typed -> {
            keys.add(byName(typed));
            limits.add(BY_NAME);
        });
        return store.attempt(keys, List.copyOf(limits), WINDOW, clock.instant());
    }

    /** The attempt was right: it is none of the wrong ones, and the earlier ones for the name were the holder's. */
    void succeeded(String address, Optional<String> name) {
        store.giveBack(byAddress(address));
        name.ifPresent(typed -> store.forget(byName(typed)));
    }

    private static byte[] byAddress(String address) {
        return Secret.of("address " + network(address)).bytes();
    }

    /** Hashed: people type passwords into the field for the name. */
    private static byte[] byName(String name) {
        return Secret.of("name " + name).bytes();
    }

    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            // it is an address already, so that nobody is asked for it
            var bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 4 ? address : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
