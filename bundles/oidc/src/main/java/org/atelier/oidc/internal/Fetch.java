package org.atelier.oidc.internal;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the provider on Nimbus' behalf: encrypted, following no redirect, and neither for long nor for much, because people
 * wait for it and the provider may be broken.
 */
final class Fetch implements HTTPRequestSender, ResourceRetriever, AutoCloseable {
    /** The most that is read of an answer, in bytes: 256 KiB. The largest are sets of keys with their certificates. */
    static final int MAX_BYTES = 1 << 18;

    /** Those a client of java.net.http sets itself. */
    private static final Set<String> ITS_OWN = Set.of("content-length", "host", "connection", "expect", "upgrade");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Duration patience;
    private final HttpClient client;

    /** @param patience how long an answer may take, from the first byte to the last */
    Fetch(Duration patience) {
        this.patience = patience;
        client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * The address, if what is sent there cannot be read on the way.
     *
     * @throws IllegalArgumentException in words that follow its name
     */
    static URI encrypted(URI address) {
        var host = address.getHost();
        if (host == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("must be an address with a host and without a user, and is " + address);
        }
        if (!"https".equals(address.getScheme()) && !("http".equals(address.getScheme()) && LOOPBACK.contains(host))) {
            throw new IllegalArgumentException("must begin with https://, and is " + address);
        }
        return address;
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
        var request = HttpRequest.newBuilder(asked.getURI())
                .method(
                        asked.getMethod().name(),
                        asked.getBody() == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(asked.getBody(), StandardCharsets.UTF_8));
        asked.getHeaderMap().forEach((name, values) -> {
            if (!ITS_OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        var answer = exchange(request);
        var told = new HTTPResponse(answer.statusCode());
        var type = answer.headers().firstValue("Content-Type");
        if (type.isPresent()) {
            try {
                told.setContentType(type.get());
            } catch (ParseException e) {
                throw new IOException("the answer of " + asked.getURI() + " has a malformed media type", e);
            }
        }
        told.setBody(new String(answer.body(), StandardCharsets.UTF_8));
        return told;
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        return new Resource(get(uri(url)), ContentType.APPLICATION_JSON.toString());
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException(url + " is no address", e);
        }
    }

    /** The text at an address. */
    String get(URI address) throws IOException {
        var answer = exchange(HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .GET());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers with status " + answer.statusCode());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws IOException {
        var asked = request.build();
        try {
            encrypted(asked.uri());
        } catch (IllegalArgumentException e) {
            throw new IOException("an address of the provider " + e.getMessage(), e);
        }
        var answer = client.sendAsync(asked, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(asked.uri() + " did not answer within " + patience, e);
        } catch (ExecutionException e) {
            throw new IOException(asked.uri() + " cannot be read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + asked.uri(), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
