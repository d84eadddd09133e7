package org.atelier.oidc.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** An OpenID provider on this machine. It is strict with its client, and lies to it where a test wants that. */
public final class LocalProvider implements AutoCloseable {
    public static final String CLIENT = "atelier";
    public static final String SECRET = "a secret/of the client+1";

    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    /** What it was asked for, in order. */
    public final List<String> asked = new ArrayList<>();

    /** Who is signed in there, by what it tells of them. */
    public volatile Map<String, Object> person =
            Map.of("sub", "248289761001", "email", "anna@example.org", "email_verified", true, "name", "Anna Müller");

    /** What it tells instead of the truth. */
    volatile UnaryOperator<JWTClaimsSet.Builder> lie = claims -> claims;

    volatile Signing signing = Signing.HONEST;
    volatile Trouble trouble = Trouble.NONE;

    /** Whether it says where people are signed out. */
    public volatile boolean signsOut;

    /** What is added to what it says of itself. */
    volatile Map<String, Object> more = Map.of();

    /** Made once: it takes longer than everything else here. */
    private static final RSAKey FIRST = newKey("first");

    /** One that it does not publish; made beforehand, because whoever asks for a token waits only for so long. */
    private static final RSAKey UNKNOWN = newKey("unknown");

    private volatile RSAKey key = FIRST;

    enum Signing {
        HONEST,
        NONE,
        WITH_ANOTHER_KEY,
        WITH_ANOTHER_KEY_OF_THE_SAME_NAME
    }

    enum Trouble {
        NONE,
        DOWN,
        SLOW,
        ENDLESS
    }

    private LocalProvider(HttpServer server) {
        this.server = server;
    }

    public static LocalProvider start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var provider = new LocalProvider(server);
            server.createContext("/", provider::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it signs with another key, which it publishes. */
    void rotate() {
        key = newKey("second");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static RSAKey newKey(String name) {
        try {
            return new RSAKeyGenerator(2_048).keyID(name).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            synchronized (asked) {
                asked.add(path);
            }
            if (trouble != Trouble.NONE) {
                make(trouble, exchange);
                return;
            }
            switch (path) {
                case "/.well-known/openid-configuration" -> json(exchange, 200, self());
                case "/keys" -> json(exchange, 200, new JWKSet(key).toJSONObject(true));
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                case "/logout" -> logout(exchange);
                default -> json(exchange, 404, Map.of());
            }
        } catch (JOSEException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void make(Trouble trouble, HttpExchange exchange) throws IOException {
        switch (trouble) {
            case DOWN -> exchange.sendResponseHeaders(503, -1);
            case SLOW -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                try {
                    Thread.sleep(3_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            case ENDLESS -> {
                exchange.sendResponseHeaders(200, 0);
                var blanks = " ".repeat(8_192).getBytes(StandardCharsets.UTF_8);
                for (var written = 0; written < 16 << 20; written += blanks.length) {
                    exchange.getResponseBody().write(blanks);
                }
            }
            case NONE -> throw new IllegalArgumentException("that is no trouble");
        }
    }

    private Map<String, Object> self() {
        var self = new LinkedHashMap<String, Object>();
        self.put("issuer", issuer());
        self.put("authorization_endpoint", issuer() + "/authorize");
        self.put("token_endpoint", issuer() + "/token");
        self.put("jwks_uri", issuer() + "/keys");
        self.put("response_types_supported", List.of("code"));
        self.put("subject_types_supported", List.of("public"));
        self.put("id_token_signing_alg_values_supported", List.of("RS256", "none"));
        if (signsOut) {
            self.put("end_session_endpoint", issuer() + "/logout");
        }
        self.putAll(more);
        return self;
    }

    /** Signs the person in at once and sends the browser back, if it came as agreed. */
    private void authorize(HttpExchange exchange) throws IOException {
        var sent = form(exchange.getRequestURI().getRawQuery());
        if (!CLIENT.equals(sent.get("client_id"))
                || !"code".equals(sent.get("response_type"))
                || !"S256".equals(sent.get("code_challenge_method"))
                || !List.of(sent.getOrDefault("scope", "").split(" ")).contains("openid")) {
            json(exchange, 400, Map.of("error", "invalid_request"));
            return;
        }
        var code = UUID.randomUUID().toString();
        codes.put(code, sent);
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        sent.get("redirect_uri") + "?code=" + code + "&state=" + encode(sent.get("state"))
                                + "&session_state=x&iss=" + encode(issuer()));
        exchange.sendResponseHeaders(302, -1);
    }

    /** Signs the person out and sends the browser back, if it came as agreed. */
    private void logout(HttpExchange exchange) throws IOException {
        var sent = form(exchange.getRequestURI().getRawQuery());
        if (!CLIENT.equals(sent.get("client_id")) || !sent.containsKey("post_logout_redirect_uri")) {
            json(exchange, 400, Map.of("error", "invalid_request"));
            return;
        }
        exchange.getResponseHeaders().set("Location", sent.get("post_logout_redirect_uri"));
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException, JOSEException, NoSuchAlgorithmException {
        var basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((encode(CLIENT) + ":" + encode(SECRET)).getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        var sent = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        // good once
        var begun = codes.remove(sent.getOrDefault("code", ""));
        if (begun == null
                || !begun.get("redirect_uri").equals(sent.get("redirect_uri"))
                || !begun.get("code_challenge").equals(challenge(sent.getOrDefault("code_verifier", "")))) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        json(
                exchange,
                200,
                Map.of(
                        "access_token",
                        UUID.randomUUID().toString(),
                        "token_type",
                        "Bearer",
                        "id_token",
                        idToken(begun.get("nonce")).serialize()));
    }

    private JWT idToken(String nonce) throws JOSEException {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("nonce", nonce);
        person.forEach(claims::claim);
        var told = lie.apply(claims).build();
        if (signing == Signing.NONE) {
            return new PlainJWT(told);
        }
        var with = switch (signing) {
            case WITH_ANOTHER_KEY -> UNKNOWN;
            case WITH_ANOTHER_KEY_OF_THE_SAME_NAME ->
                new RSAKey.Builder(UNKNOWN).keyID(key.getKeyID()).build();
            case HONEST, NONE -> key;
        };
        var signed = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(), told);
        signed.sign(new RSASSASigner(with));
        return signed;
    }

    private static String challenge(String verifier) throws NoSuchAlgorithmException {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void json(HttpExchange exchange, int status, Map<String, Object> content) throws IOException {
        var bytes = JSONObjectUtils.toJSONString(content).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String text) {
        var form = new LinkedHashMap<String, String>();
        for (var pair : text.split("&")) {
            var parts = pair.split("=", 2);
            form.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What the provider would be configured as. */
    Settings settings(String claim) {
        return new Settings(
                URI.create(issuer()),
                CLIENT,
                java.util.Optional.of(SECRET),
                new org.atelier.security.IdentityProvider.Offer("Sign in with the test", "127.0.0.1", issuer()),
                claim);
    }
}
