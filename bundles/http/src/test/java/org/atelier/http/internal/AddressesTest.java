package org.atelier.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "[::1]", "[0:0:0:0:0:0:0:1]"})
    void an_address_is_read_as_the_server_tells_it(String text) {
        assertTrue(Addresses.read(text).filter(InetAddress::isLoopbackAddress).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "unknown", "_hidden", "[::1", "::1]", "1.2.3.4.5", "fe80::1%eth0", "<script>"})
    void what_is_no_address_is_asked_of_nobody(String text) {
        assertEquals(Optional.empty(), Addresses.read(text));
    }

    @Test
    void a_proxy_is_known_by_either_way_to_write_its_address() {
        var proxies = Proxies.of("::1, 10.0.0.0/8", "", "");
        assertTrue(proxies.isOurs("[0:0:0:0:0:0:0:1]"));
        assertTrue(proxies.isOurs("10.1.2.3"));
        assertFalse(proxies.isOurs("192.0.2.1"));
    }
}
