package org.atelier.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.QuotedCSVParser;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * The proxies that are believed when they say for whom they ask and whether that came encrypted. Anybody else who says
 * so is not: everybody can send these headers. For the same reason only one kind of header is believed, the one that the
 * proxies write themselves; most pass the other kind on as it was sent.
 */
public final class Proxies {
    /** The framework property with addresses and ranges, such as {@code 10.0.0.0/8}, separated by commas. */
    static final String PROPERTY = "atelier.http.proxies";

    /** The framework property that says which headers they write: {@code x-forwarded} or {@code forwarded}. */
    static final String HEADERS_PROPERTY = "atelier.http.proxies.headers";

    /** The framework property with the path below which they show us, such as {@code /atelier}; they take it off. */
    static final String PATH_PROPERTY = "atelier.http.proxies.path";

    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*)(:[0-9]{1,5})?");

    /** Nobody is believed. */
    public static final Proxies NONE = of("", "", "");

    private final InetAddressSet addresses = new InetAddressSet();
    private final boolean standard;
    private final String basePath;

    private Proxies(boolean standard, String basePath) {
        this.standard = standard;
        this.basePath = basePath;
    }

    /**
     * @param addresses see {@link #PROPERTY}
     * @param headers see {@link #HEADERS_PROPERTY}; empty is {@code x-forwarded}
     * @param basePath empty, or with a slash in front and none behind
     * @throws IllegalArgumentException if an address is none
     */
    public static Proxies of(String addresses, String headers, String basePath) {
        var proxies = new Proxies(headers.equals("forwarded"), basePath);
        Arrays.stream(addresses.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .forEach(proxies.addresses::add);
        return proxies;
    }

    /** One station of the way here: who asked it, and whether that was encrypted, as far as it says. */
    private record Station(String askedBy, Optional<Boolean> secure) {}

    /** Whether the request was passed on by one of these. */
    boolean passedOn(HttpServletRequest request) {
        return isOurs(request.getRemoteAddr());
    }

    /** The path below which whoever asks these sees us. */
    String basePath() {
        return basePath;
    }

    /** A request that was {@link #passedOn}, as it was sent to the proxy. */
    HttpServletRequest seenBehind(HttpServletRequest request) {
        var from = furthest(standard ? forwarded(request) : xForwarded(request));
        var client = from.map(Station::askedBy).flatMap(Proxies::address).orElseGet(request::getRemoteAddr);
        var secure = (standard ? from.flatMap(Station::secure) : xForwardedProto(request)).orElseGet(request::isSecure);
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getRemoteAddr() {
                return client;
            }

            @Override
            public boolean isSecure() {
                return secure;
            }

            @Override
            public String getScheme() {
                return secure ? "https" : "http";
            }
        };
    }

    /** Each proxy adds at the end whom it was asked by; what stands before the first of ours may be made up. */
    private Optional<Station> furthest(List<Station> way) {
        var furthest = Optional.<Station>empty();
        for (var station : way.reversed()) {
            if (address(station.askedBy()).isEmpty()) {
                break;
            }
            furthest = Optional.of(station);
            if (!isOurs(station.askedBy())) {
                break;
            }
        }
        // only ours on the way: nobody further is known than who sent it
        return furthest;
    }

    private static List<Station> xForwarded(HttpServletRequest request) {
        return Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .map(address -> new Station(address, Optional.empty()))
                .toList();
    }

    private static Optional<Boolean> xForwardedProto(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("X-Forwarded-Proto")).map("https"::equalsIgnoreCase);
    }

    /** What RFC 7239 has it say. */
    private static List<Station> forwarded(HttpServletRequest request) {
        var reader = new ForwardedReader();
        Collections.list(request.getHeaders("Forwarded")).forEach(reader::addValue);
        return reader.way;
    }

    /** Reads the header {@code Forwarded}: elements behind each other, each of parameters. */
    private static final class ForwardedReader extends QuotedCSVParser {
        private final List<Station> way = new ArrayList<>();
        private String askedBy = "";
        private Optional<Boolean> secure = Optional.empty();

        ForwardedReader() {
            super(false);
        }

        @Override
        protected void parsedParam(StringBuilder element, int valueLength, int name, int value) {
            if (value <= name) {
                return;
            }
            var said = element.substring(value);
            switch (element.substring(name, value - 1).strip().toLowerCase(Locale.ROOT)) {
                case "for" -> askedBy = withoutPort(said);
                case "proto" -> secure = Optional.of(said.equalsIgnoreCase("https"));
                default -> {} // by, host and extensions are nothing that is asked here
            }
        }

        @Override
        protected void parsedValueAndParams(StringBuilder element) {
            way.add(new Station(askedBy, secure));
            askedBy = "";
            secure = Optional.empty();
        }
    }

    private static String withoutPort(String node) {
        var parts = WITH_PORT.matcher(node);
        var address = parts.matches() ? parts.group(1) : node;
        return address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
    }

    boolean isOurs(String address) {
        return Addresses.read(address).filter(addresses).isPresent();
    }

    /** The text, if it is an address; made up ones must not get into logs. */
    private static Optional<String> address(String text) {
        return Addresses.read(text).map(_ -> text);
    }
}
