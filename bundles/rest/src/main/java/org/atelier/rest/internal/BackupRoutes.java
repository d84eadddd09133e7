package org.atelier.rest.internal;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.atelier.backup.BackupStore;
import org.atelier.backup.Backups;
import org.atelier.http.Access;
import org.atelier.http.Problem;
import org.atelier.http.Request;
import org.atelier.http.Response;
import org.atelier.http.Route;

/** The whole database as one file, for administrators: hashes of passwords and tokens are in it. */
final class BackupRoutes {
    /** As a name of a file: {@code 20261128T211500Z}. */
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Backups backups;

    BackupRoutes(Backups backups) {
        this.backups = backups;
    }

    List<Route> routes() {
        return List.of(Route.get(Api.ROOT + "/backup", Access.ADMINISTRATOR, this::backup));
    }

    private Response backup(Request request) {
        try {
            var begun = backups.begin(Api.operation(BackupStore.KIND, request, ""));
            return Response.empty(200)
                    .header("Content-Type", "application/zip")
                    .header(
                            "Content-Disposition",
                            "attachment; filename=\"atelier-" + MOMENT.format(begun.at()) + ".zip\"")
                    .header("Cache-Control", "no-store")
                    .body(new Response.Body.Stream(begun::writeTo, begun::close));
        } catch (Backups.UnderWayException e) {
            throw new Problem(
                            429,
                            "backup-under-way",
                            "Backup under way",
                            "Another backup is being made; try again when it has come to its end.")
                    .withHeader("Retry-After", "60")
                    .exception(e);
        }
    }
}
