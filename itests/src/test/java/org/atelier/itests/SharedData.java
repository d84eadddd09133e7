package org.atelier.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real public data, beside the project where somebody put it; never part of the project. */
final class SharedData {
    private SharedData() {}

    /** What a website had fetched from AMY on 2016-04-04; the test is skipped where it is not there. */
    static Path websiteFile() {
        var file = Path.of(System.getProperty("atelier.shared"), "data", "amy-website-2016-04-04.yml")
                .toAbsolutePath()
                .normalize();
        assumeTrue(Files.exists(file), "skipped: there is no " + file.getFileName() + " where atelier.shared says");
        return file;
    }
}
