package org.atelier.web.admin.internal;

import jakarta.servlet.Servlet;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.atelier.backup.Backups;
import org.atelier.domain.Changes;
import org.atelier.domain.Events;
import org.atelier.domain.Tags;
import org.atelier.domain.Vocabulary;
import org.atelier.duplicates.Duplicates;
import org.atelier.export.ServedFeeds;
import org.atelier.finder.InstructorFinder;
import org.atelier.health.Installation;
import org.atelier.history.History;
import org.atelier.http.Authenticator;
import org.atelier.http.Route;
import org.atelier.http.RoutingServlet;
import org.atelier.merge.engine.Candidates;
import org.atelier.merge.engine.InstalledStrategies;
import org.atelier.merge.engine.MergeHistory;
import org.atelier.merge.engine.Merges;
import org.atelier.merge.engine.Undos;
import org.atelier.overview.Overview;
import org.atelier.records.Records;
import org.atelier.security.Accounts;
import org.atelier.security.ApiTokens;
import org.atelier.security.OpenId;
import org.atelier.security.Sessions;
import org.atelier.security.SignIns;
import org.atelier.upload.Uploads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The pages of the administrators. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/workshops/*")
public final class AdminServlet extends RoutingServlet {
    private static final long serialVersionUID = 1;

    /** What the pages about signing in and accounts need. */
    record People(SignIns signIns, OpenId openId, Accounts accounts, Sessions sessions, ApiTokens tokens) {
        private List<Route> routes(Assets assets) {
            var guard = new FormGuard();
            var login = new LoginPages(assets, signIns, openId, accounts, guard);
            var own = new MyAccountPages(assets, accounts, sessions, tokens, openId);
            return Stream.of(
                            login.routes(),
                            new OpenIdPages(openId, login, own).routes(),
                            new WelcomePages(assets, signIns, guard).routes(),
                            own.routes(),
                            new AccountPages(assets, accounts, sessions, tokens).routes())
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /** What the operator's corner needs, beside those who sign in. */
    record Operating(Installation installation, InstalledStrategies strategies, ServedFeeds feeds, Backups backups) {
        private List<Route> routes(Assets assets, People people) {
            return new InstallationPage(assets, this, people.sessions(), people.tokens()).routes();
        }
    }

    /** What all the others work on. */
    record Work(
            Events events,
            Tags tags,
            Merges merges,
            Undos undos,
            MergeHistory mergeHistory,
            Records records,
            History history,
            Duplicates duplicates,
            Candidates candidates,
            Vocabulary vocabulary,
            Uploads uploads,
            InstructorFinder finder,
            Overview overview,
            Changes data) {
        private List<Route> routes(Assets assets, Accounts accounts) {
            return Stream.of(
                            new HomePage(assets, records, history, accounts, overview, data, InstantSource.system())
                                    .routes(),
                            new EventPages(assets, events, tags, mergeHistory, history).routes(),
                            new RecordPages(assets, records, vocabulary, history).routes(),
                            new TodoPages(records).routes(),
                            new UploadPages(assets, uploads).routes(),
                            new BulkTagPages(assets, events, tags, records).routes(),
                            new SearchPage(assets, records).routes(),
                            new MergePages(
                                            assets,
                                            merges,
                                            new MergeChooser(candidates, events, tags),
                                            vocabulary,
                                            records,
                                            duplicates)
                                    .routes(),
                            new ReceiptPages(assets, merges, undos, history, records).routes(),
                            new MergesPage(assets, mergeHistory, merges).routes(),
                            new DuplicatesPages(assets, duplicates).routes(),
                            new FinderPages(assets, finder, InstantSource.system()).routes(),
                            new PicturePages(assets, overview, tags, InstantSource.system()).routes(),
                            new UndoPages(assets, undos, merges, history).routes(),
                            new HistoryPages(assets, history, records, undos).routes())
                    .flatMap(List::stream)
                    .toList();
        }
    }

    @Activate
    public AdminServlet(
            @Reference Authenticator authenticator,
            @Reference SignIns signIns,
            @Reference OpenId openId,
            @Reference Accounts accounts,
            @Reference Sessions sessions,
            @Reference ApiTokens tokens,
            @Reference Installation installation,
            @Reference InstalledStrategies strategies,
            @Reference ServedFeeds feeds,
            @Reference Backups backups,
            @Reference Events events,
            @Reference Tags tags,
            @Reference Merges merges,
            @Reference Undos undos,
            @Reference MergeHistory mergeHistory,
            @Reference Records records,
            @Reference History history,
            @Reference Duplicates duplicates,
            @Reference Candidates candidates,
            @Reference Vocabulary vocabulary,
            @Reference Uploads uploads,
            @Reference InstructorFinder finder,
            @Reference Overview overview,
            @Reference Changes data) {
        this(
                new Assets(),
                authenticator,
                new People(signIns, openId, accounts, sessions, tokens),
                new Operating(installation, strategies, feeds, backups),
                new Work(
                        events,
                        tags,
                        merges,
                        undos,
                        mergeHistory,
                        records,
                        history,
                        duplicates,
                        candidates,
                        vocabulary,
                        uploads,
                        finder,
                        overview,
                        data));
    }

    AdminServlet(Assets assets, Authenticator authenticator, People people, Operating operating, Work work) {
        super(routes(assets, people, operating, work), authenticator, new ErrorPages(assets, people.accounts()));
    }

    static List<Route> routes(Assets assets, People people, Operating operating, Work work) {
        var pages = Stream.of(
                        assets.routes(),
                        people.routes(assets),
                        operating.routes(assets, people),
                        work.routes(assets, people.accounts()))
                .flatMap(List::stream)
                .toList();
        return Stream.concat(pages.stream(), Guesses.of(pages, work.records().kinds()).stream())
                .toList();
    }
}
