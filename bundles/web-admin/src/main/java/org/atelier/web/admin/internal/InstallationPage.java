package org.atelier.web.admin.internal;

import java.util.List;
import org.atelier.http.Access;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;
import org.atelier.security.ApiTokens;
import org.atelier.security.Sessions;
import org.atelier.web.admin.internal.Frame.Section;
import org.atelier.web.admin.internal.pages.JteinstallationGenerated;

/** The operator's corner: what runs here, and who uses it. */
final class InstallationPage {
    private final Assets assets;
    private final AdminServlet.Operating here;
    private final Sessions sessions;
    private final ApiTokens tokens;

    InstallationPage(Assets assets, AdminServlet.Operating here, Sessions sessions, ApiTokens tokens) {
        this.assets = assets;
        this.here = here;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(Route.get(Links.INSTALLATION, Access.ADMINISTRATOR, this::show));
    }

    private Response show(Request request) {
        var view = new InstallationView(
                here.installation().checks(),
                here.backups().last(),
                here.strategies().offered(),
                here.feeds().lately(),
                sessions.everybodys(),
                tokens.everybodys(),
                here.installation().settings(),
                here.installation().bundles());
        var frame = Frame.of(assets, request, Section.NONE, "Operator's corner");
        return Html.page(200, out -> JteinstallationGenerated.render(out, null, frame, view));
    }
}
