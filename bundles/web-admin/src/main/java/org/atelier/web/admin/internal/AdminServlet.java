package org.atelier.web.admin.internal;

import jakarta.servlet.Servlet;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.atelier.domain.Events;
import org.atelier.domain.Tags;
import org.atelier.history.History;
import org.atelier.http.Authenticator;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.atelier.merge.engine.MergeHistory;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Undos;
import org.atelier.records.Records;
import org.atelier.security.Administrators;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The pages of the administrators. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/workshops/*")
public final class AdminServlet extends RoutingServlet {
    private static final long serialVersionUID = 1;

    @Activate
    public AdminServlet(
            @Reference Authenticator authenticator,
            @Reference Administrators administrators,
            @Reference Events events,
            @Reference Tags tags,
            @Reference Merges merges,
            @Reference Undos undos,
            @Reference MergeHistory mergeHistory,
            @Reference Records records,
            @Reference History history) {
        this(new Assets(), authenticator, administrators, events, tags, merges, undos, mergeHistory, records, history);
    }

    private AdminServlet(
            Assets assets,
            Authenticator authenticator,
            Administrators administrators,
            Events events,
            Tags tags,
            Merges merges,
            Undos undos,
            MergeHistory mergeHistory,
            Records records,
            History history) {
        super(
                routes(assets, administrators, events, tags, merges, undos, mergeHistory, records, history),
                authenticator,
                new ErrorPages(assets));
    }

    private static List<Route> routes(
            Assets assets,
            Administrators administrators,
            Events events,
            Tags tags,
            Merges merges,
            Undos undos,
            MergeHistory mergeHistory,
            Records records,
            History history) {
        return Stream.of(
                        assets.routes(),
                        new LoginPages(assets, administrators).routes(),
                        new HomePage(assets, records, history, InstantSource.system()).routes(),
                        new EventPages(assets, events, tags, mergeHistory).routes(),
                        new RecordPages(assets, records).routes(),
                        new SearchPage(assets, records).routes(),
                        new MergePages(assets, merges, undos, history, events).routes(),
                        new MergesPage(assets, mergeHistory, merges).routes(),
                        new UndoPages(assets, undos, merges, history).routes(),
                        new HistoryPages(assets, history, records).routes())
                .flatMap(List::stream)
                .toList();
    }
}
