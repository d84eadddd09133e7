package org.atelier.web.admin.internal;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.function.Consumer;
import org.atelier.http.BasePath;
import org.atelier.http.Response;

/** Turns templates into answers that a browser trusts with nothing but our own files. */
final class Html {
    /** No inline scripts or styles, no other host, nobody may frame us, forms go nowhere else. */
    static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");

    private Html() {}

    /** The page that the template writes; texts in it are escaped for the place where they stand. */
    static Response page(int status, Consumer<HtmlTemplateOutput> template) {
        TemplateOutput text = new StringOutput(16 * 1024);
        template.accept(new AddressedOutput(text, BasePath.current()));
        return Response.html(status, text.toString())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }
}
