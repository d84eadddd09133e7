package org.atelier.database.embedded.internal;

import java.nio.file.Path;

/** Starts a server and waits to be killed; the tests run it in a process of its own. */
final class ProgramThatIsKilled {
    private ProgramThatIsKilled() {}

    public static void main(String[] directoryAndPassword) throws InterruptedException {
        var directory = Path.of(directoryAndPassword[0]);
        var server = PostgresServer.start(PostgresOptions.in(directory, directoryAndPassword[1])
                .withBinariesDirectory(Path.of(directoryAndPassword[2])));
        System.out.println("port " + server.port());
        Thread.sleep(600_000);
    }
}
