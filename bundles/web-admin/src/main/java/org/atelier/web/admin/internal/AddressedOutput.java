package org.atelier.web.admin.internal;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes templates whose addresses begin at {@code /} for a browser that sees us below a path. Only attributes that are
 * addresses are touched, never texts: a form must send back what people typed.
 */
final class AddressedOutput extends OwaspHtmlTemplateOutput {
    private static final Set<String> ADDRESSES =
            Set.of("href", "src", "action", "formaction", "hx-get", "hx-post", "hx-put", "hx-delete");

    private static final Pattern WRITTEN =
            Pattern.compile("(?<=\\s(?:" + String.join("|", ADDRESSES) + ")=\")(?=/(?!/))");

    private final String basePath;
    private String attribute = "";
    private boolean atItsBeginning;

    AddressedOutput(TemplateOutput output, String basePath) {
        super(output);
        this.basePath = basePath;
    }

    @Override
    public void setContext(String tagName, String attributeName) {
        super.setContext(tagName, attributeName);
        attribute = attributeName == null ? "" : attributeName;
    }

    /** What stands in a template. */
    @Override
    public void writeContent(String written) {
        super.writeContent(
                basePath.isEmpty() ? written : WRITTEN.matcher(written).replaceAll(basePath));
        if (!written.isEmpty()) {
            atItsBeginning = written.endsWith("=\"");
        }
    }

    /** What a template has filled in. */
    @Override
    public void writeUserContent(String filledIn) {
        var isAddress = atItsBeginning && ADDRESSES.contains(attribute);
        super.writeUserContent(
                isAddress && filledIn != null && filledIn.startsWith("/") && !filledIn.startsWith("//")
                        ? basePath + filledIn
                        : filledIn);
        atItsBeginning = atItsBeginning && (filledIn == null || filledIn.isEmpty());
    }
}
