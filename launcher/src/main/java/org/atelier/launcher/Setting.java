package org.atelier.launcher;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everything an operator may set, in {@code conf/atelier.properties} or in the environment.
 *
 * <p>Components read a setting as the framework property {@link #key()}.
 */
enum Setting {
    HOME("atelier.home", Path.of(System.getProperty("user.home"), ".atelier").toString(), Setting::directory),
    HTTP_HOST("atelier.http.host", "127.0.0.1", UnaryOperator.identity()),
    HTTP_PORT("atelier.http.port", "8080", Setting::port),
    HTTP_PROXIES("atelier.http.proxies", "", Setting::addresses),
    HTTP_PROXIES_HEADERS(
            "atelier.http.proxies.headers", "x-forwarded", text -> oneOf(text, "x-forwarded", "forwarded")),
    HTTP_PROXIES_PATH("atelier.http.proxies.path", "", Setting::basePath),
    HTTPS_PORT("atelier.https.port", "", text -> text.isEmpty() ? text : port(text)),
    HTTPS_HOST("atelier.https.host", "127.0.0.1", UnaryOperator.identity()),
    HTTPS_CERTIFICATE("atelier.https.certificate", "", UnaryOperator.identity()),
    HTTPS_KEY("atelier.https.key", "", UnaryOperator.identity()),
    HTTP_REQUESTS("atelier.http.requests", "32", text -> atLeastOne("requests", "32", text)),
    HTTP_CONNECTIONS("atelier.http.connections", "1000", text -> atLeastOne("connections", "1000", text)),
    DATABASE_URL("atelier.database.url", "", Setting::databaseAddress),
    DATABASE_USER("atelier.database.user", "", UnaryOperator.identity()),
    DATABASE_PASSWORD("atelier.database.password", "", UnaryOperator.identity()),
    DATABASE_PASSWORD_FILE("atelier.database.password.file", "", UnaryOperator.identity()),
    DATABASE_PORT("atelier.database.port", "0", Setting::port),
    EXPORT_KEPT("atelier.export.kept", "48", text -> numberOf("megabytes", "48", text)),
    EXPORT_OUTAGE("atelier.export.outage", "60", text -> numberOf("minutes", "60", text)),
    LOG_FORMAT("atelier.log.format", "text", text -> oneOf(text, "text", "json")),
    OIDC_ISSUER("atelier.oidc.issuer", "", Setting::issuer),
    OIDC_CLIENT_ID("atelier.oidc.client.id", "", UnaryOperator.identity()),
    OIDC_CLIENT_SECRET("atelier.oidc.client.secret", "", UnaryOperator.identity()),
    OIDC_CLIENT_SECRET_FILE("atelier.oidc.client.secret.file", "", UnaryOperator.identity()),
    OIDC_LABEL("atelier.oidc.label", "", UnaryOperator.identity()),
    OIDC_CLAIM("atelier.oidc.claim", "email", text -> oneOf(text, "email", "preferred_username", "sub")),
    OIDC_ACCESS("atelier.oidc.access", "", text -> oneOf(text, "", "viewer", "editor")),
    VOCABULARY_TAGS("atelier.vocabulary.tags", "", UnaryOperator.identity()),
    VOCABULARY_ROLES("atelier.vocabulary.roles", "", UnaryOperator.identity()),
    VOCABULARY_BADGES("atelier.vocabulary.badges", "", UnaryOperator.identity());

    private static final int MAX_PORT = 65_535;
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f.:]+");
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String key;
    private final String defaultValue;
    private final UnaryOperator<String> reader;

    Setting(String key, String defaultValue, UnaryOperator<String> reader) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.reader = reader;
    }

    String key() {
        return key;
    }

    /** {@code ATELIER_HTTP_PORT} for {@code atelier.http.port}. */
    String environmentName() {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    String defaultValue() {
        return defaultValue;
    }

    /**
     * The value as components want it.
     *
     * @throws IllegalArgumentException in words that follow the setting's name
     */
    String read(String text) {
        return reader.apply(text.strip());
    }

    private static String numberOf(String unit, String example, String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(
                    "must be a number of " + unit + ", such as " + example + "; it is \"" + text + "\"");
        }
        return text;
    }

    private static String atLeastOne(String unit, String example, String text) {
        if (numberOf(unit, example, text).matches("0+")) {
            throw new IllegalArgumentException("must be 1 " + unit + " at least, and is " + text);
        }
        return text;
    }

    private static String port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return Integer.toString(port);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("must be a port, 0 to " + MAX_PORT + ", and is '" + text + "'");
    }

    /** Addresses and ranges, such as 127.0.0.1 and 10.0.0.0/8, separated by commas. */
    private static String addresses(String text) {
        for (var each : text.split(",")) {
            var address = each.strip();
            if (!address.isEmpty() && !isAddressOrRange(address)) {
                throw new IllegalArgumentException(
                        "must be addresses or ranges separated by commas, such as 127.0.0.1 or 10.0.0.0/8; '" + address
                                + "' is neither");
            }
        }
        return text;
    }

    private static boolean isAddressOrRange(String text) {
        var slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        // no names, which somebody would have to be asked for
        if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
        return slash < 0 || isRange(new BigInteger(1, bytes), bytes.length * Byte.SIZE, text.substring(slash + 1));
    }

    /** Whether so many bits lead the address, and all behind them are 0: others mean an address and not a range. */
    private static boolean isRange(BigInteger first, int length, String bits) {
        if (!BITS.matcher(bits).matches() || Integer.parseInt(bits) > length) {
            return false;
        }
        return first.signum() == 0 || first.getLowestSetBit() >= length - Integer.parseInt(bits);
    }

    /** Not told back: a password may be in it. */
    private static String databaseAddress(String text) {
        if (!text.isEmpty() && !text.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "must begin with jdbc:postgresql:, as in jdbc:postgresql://db.example.org/atelier");
        }
        return text;
    }

    private static String issuer(String text) {
        if (text.isEmpty() || isIssuer(text)) {
            return text;
        }
        throw new IllegalArgumentException(
                "must be an address that begins with https://, such as https://id.example.org, and is '" + text + "'");
    }

    /** Only on this machine may it be asked without TLS. */
    private static boolean isIssuer(String text) {
        try {
            var address = new URI(text);
            var host = address.getHost();
            return host != null
                    && address.getUserInfo() == null
                    && ("https".equals(address.getScheme())
                            || ("http".equals(address.getScheme()) && LOOPBACK.contains(host)));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String basePath(String text) {
        if (!text.matches("((/[A-Za-z0-9._~-]+)+/?)?")) {
            throw new IllegalArgumentException("must be a path, such as /atelier, and is '" + text + "'");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String oneOf(String text, String... words) {
        if (List.of(words).contains(text)) {
            return text;
        }
        var known = Arrays.stream(words).map(word -> word.isEmpty() ? "empty" : word);
        throw new IllegalArgumentException(
                "must be " + known.collect(Collectors.joining(" or ")) + ", and is '" + text + "'");
    }

    private static String directory(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must name a directory and is empty");
        }
        var path =
                text.equals("~") || text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text;
        return Path.of(path).toAbsolutePath().normalize().toString();
    }
}
