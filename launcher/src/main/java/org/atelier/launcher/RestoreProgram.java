package org.atelier.launcher;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** {@code lib/restore.jar}, which finds the bundles it needs in the distribution's repository, by what the jar says. */
final class RestoreProgram {
    private final Class<?> program;

    private RestoreProgram(Class<?> program) {
        this.program = program;
    }

    static RestoreProgram of(Path distribution) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        var jar = distribution.resolve("lib").resolve("restore.jar");
        try {
            // not closed: the database is stopped with its classes when the process ends
            var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, RestoreProgram.class.getClassLoader());
            return new RestoreProgram(loader.loadClass("org.atelier.restore.Main"));
        } catch (MalformedURLException | ClassNotFoundException e) {
            throw new IllegalStateException("cannot restore with " + jar, e);
        }
    }

    /** Ends the process, with words, unless the file is a backup; needs neither settings nor a home. */
    void look(String file) {
        call("look", file);
    }

    /** Restores it into the database that the system properties name; ends the process, with words, if that fails. */
    void run(String file) {
        call("main", file);
    }

    private void call(String method, String file) {
        try {
            program.getMethod(method, String[].class).invoke(null, (Object) new String[] {file});
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot restore " + file, e);
        }
    }
}
