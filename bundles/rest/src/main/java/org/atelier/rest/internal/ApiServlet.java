package org.atelier.rest.internal;

import jakarta.servlet.Servlet;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atelier.amy.AmyReader;
import org.atelier.backup.Backups;
import org.atelier.demo.data.DemoData;
import org.atelier.domain.Datasets;
import org.atelier.domain.Events;
import org.atelier.domain.Vocabulary;
import org.atelier.duplicates.Duplicates;
import org.atelier.export.Exports;
import org.atelier.export.ServedFeeds;
import org.atelier.finder.InstructorFinder;
import org.atelier.health.Installation;
import org.atelier.history.History;
import org.atelier.http.Authenticator;
import org.atelier.http.ErrorRenderer;
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
import org.atelier.security.Sessions;
import org.atelier.upload.Uploads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Everything under {@code /api/v1}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/v1/*")
public final class ApiServlet extends RoutingServlet {
    private static final long serialVersionUID = 1;

    @Activate
    public ApiServlet(
            @Reference Authenticator authenticator,
            @Reference Exports exports,
            @Reference ServedFeeds feeds,
            @Reference Events events,
            @Reference Vocabulary vocabulary,
            @Reference Records records,
            @Reference Merges merges,
            @Reference Candidates candidates,
            @Reference MergeHistory mergeHistory,
            @Reference History history,
            @Reference Undos undos,
            @Reference Duplicates duplicates,
            @Reference Uploads uploads,
            @Reference InstructorFinder finder,
            @Reference Overview overview,
            @Reference Datasets datasets,
            @Reference Accounts accounts,
            @Reference Sessions sessions,
            @Reference ApiTokens tokens,
            @Reference Installation installation,
            @Reference InstalledStrategies strategies,
            @Reference Backups backups,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) Optional<DemoData> demo) {
        super(
                routes(
                        new ExportRoutes(exports).routes(),
                        new EventRoutes(events).routes(),
                        VocabularyRoutes.all(vocabulary),
                        new RecordRoutes(records).routes(),
                        new MergeRoutes(merges, duplicates).routes(),
                        new CandidateRoutes(candidates).routes(),
                        new MergeHistoryRoutes(mergeHistory).routes(),
                        new HistoryRoutes(history).routes(),
                        new UndoRoutes(merges, undos).routes(),
                        new DuplicateRoutes(duplicates).routes(),
                        new UploadRoutes(uploads).routes(),
                        new InstructorRoutes(finder, InstantSource.system()).routes(),
                        new OverviewRoutes(overview, accounts, InstantSource.system()).routes(),
                        new RedirectRoutes(mergeHistory, merges).routes(),
                        new ImportRoutes(AmyReader::read, datasets).routes(),
                        new AccountRoutes(accounts, sessions, tokens).routes(),
                        new MyAccountRoutes(accounts, sessions, tokens).routes(),
                        new InstallationRoutes(installation, strategies, feeds, sessions, tokens).routes(),
                        new BackupRoutes(backups).routes(),
                        new DemoRoutes(demo, datasets, events).routes()),
                authenticator,
                ErrorRenderer.PROBLEM_JSON);
    }

    /** All of these, and the one that describes them. */
    @SafeVarargs
    static List<Route> routes(List<Route>... purposes) {
        return Stream.concat(Stream.of(new DescriptionRoutes().routes()), Stream.of(purposes))
                .flatMap(List::stream)
                .toList();
    }
}
