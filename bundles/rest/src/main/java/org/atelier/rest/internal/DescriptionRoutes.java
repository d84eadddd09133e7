package org.atelier.rest.internal;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.atelier.http.Access;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.rest.internal.pages.JtedocsGenerated;

/** The description of this API, for programs and for people; a test compares it with its routes. */
final class DescriptionRoutes {
    /** No script, no other host, no frame, no form: it is a page to read. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
            + "form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    /** What the template takes for the address, until somebody asks at another one. */
    private static final String USUAL_ADDRESS = "http://127.0.0.1:8080";

    /** An address that can stand in the page and in a command line as it is. */
    private static final Pattern PLAIN_ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?");

    private final byte[] description = read("openapi.yaml");
    private final byte[] style = read("docs.css");

    /** Made when somebody asks for it first: to read the whole description takes longer than a start has for it. */
    private String page;

    private static byte[] read(String file) {
        try (var in = DescriptionRoutes.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String page(ApiPage page) {
        var text = new StringOutput(256 * 1024);
        JtedocsGenerated.render(new OwaspHtmlTemplateOutput(text), null, page);
        return text.toString();
    }

    private synchronized String page() {
        if (page == null) {
            page = page(new ApiDescription(description).page());
        }
        return page;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        Api.ROOT + "/openapi.yaml",
                        Access.PUBLIC,
                        _ -> Response.bytes(200, "application/yaml", description)),
                Route.get(
                        Api.ROOT + "/docs",
                        Access.PUBLIC,
                        request -> known(
                                        "text/html;charset=utf-8",
                                        pageAt(request.origin().orElse("")))
                                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)),
                Route.get(Api.ROOT + "/docs.css", Access.PUBLIC, _ -> known("text/css;charset=utf-8", style)));
    }

    /** The page with examples for the address at which it is read. */
    private byte[] pageAt(String address) {
        var shown = PLAIN_ADDRESS.matcher(address).matches() ? page().replace(USUAL_ADDRESS, address) : page();
        return shown.getBytes(StandardCharsets.UTF_8);
    }

    /** Asked for again each time, and sent again only when another version runs. */
    private static Response known(String mediaType, byte[] content) {
        var sum = new CRC32();
        sum.update(content);
        return Response.bytes(200, mediaType, content)
                .header("ETag", "\"%08x\"".formatted(sum.getValue()))
                .header("Cache-Control", "no-cache");
    }
}
