package org.atelier.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The proxies that are believed when they say for whom they ask ({@code X-Forwarded-For}) and whether that came
 * encrypted ({@code X-Forwarded-Proto}). Anybody else who says so is not: everybody can send these headers.
 *
 * @param addresses as the connection shows them
 */
public record Proxies(Set<String> addresses) {
    /** The framework property with the addresses, separated by commas. */
    static final String PROPERTY = "atelier.http.proxies";

    /** Nobody is believed. */
    public static final Proxies NONE = new Proxies(Set.of());

    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    static Proxies of(String setting) {
        return new Proxies(Arrays.stream(Optional.ofNullable(setting).orElse("").split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether the request was passed on by one of these. */
    boolean passedOn(HttpServletRequest request) {
        return addresses.contains(request.getRemoteAddr());
    }

    /** The request as it was sent to the proxy; the same one if it comes from none of these. */
    HttpServletRequest seenBehind(HttpServletRequest request) {
        if (!passedOn(request)) {
            return request;
        }
        var client = client(request);
        var secure = Optional.ofNullable(request.getHeader("X-Forwarded-Proto"))
                .map("https"::equalsIgnoreCase)
                .orElseGet(request::isSecure);
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

    /** Each proxy adds whom it was asked by at the end; what stands before the first of ours may be made up. */
    private String client(HttpServletRequest request) {
        var told = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .toList();
        for (var address : List.copyOf(told).reversed()) {
            if (!ADDRESS.matcher(address).matches()) {
                break;
            }
            if (!addresses.contains(address)) {
                return address;
            }
        }
        return request.getRemoteAddr();
    }
}
