package org.atelier.persistence.internal;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.osgi.framework.FrameworkUtil;

/** Shows Flyway the migrations that are packed with this class: in a bundle, in a plain jar, or in a directory. */
final class MigrationFiles implements ResourceProvider {
    private static final String DIRECTORY = "/db/migration";

    private final NavigableMap<String, URL> files = new TreeMap<>();

    MigrationFiles() {
        var bundle = FrameworkUtil.getBundle(MigrationFiles.class);
        var found = bundle == null ? onDisk() : Collections.list(bundle.findEntries(DIRECTORY, "*.sql", false));
        for (var file : found) {
            files.put(file.getPath().substring(file.getPath().lastIndexOf('/') + 1), file);
        }
        if (files.isEmpty()) {
            throw new IllegalStateException("no migrations are packed under " + DIRECTORY);
        }
    }

    /** What a test sees, where there is no framework. */
    private static List<URL> onDisk() {
        try {
            var directory = MigrationFiles.class.getResource(DIRECTORY).toURI();
            if (directory.getScheme().equals("file")) {
                return list(Path.of(directory));
            }
            var jar = URI.create(
                    directory.toString().substring(0, directory.toString().indexOf('!')));
            try {
                return list(FileSystems.getFileSystem(jar).getPath(DIRECTORY));
            } catch (FileSystemNotFoundException e) {
                try (var opened = FileSystems.newFileSystem(jar, Map.of())) {
                    return list(opened.getPath(DIRECTORY));
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<URL> list(Path directory) throws IOException {
        try (var paths = Files.list(directory)) {
            return paths.filter(path -> path.toString().endsWith(".sql"))
                    .map(MigrationFiles::url)
                    .toList();
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public LoadableResource getResource(String name) {
        var url = files.get(name);
        return url == null ? null : new Packed(name, url);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(prefix)
                        && Arrays.stream(suffixes).anyMatch(file.getKey()::endsWith))
                .<LoadableResource>map(file -> new Packed(file.getKey(), file.getValue()))
                .toList();
    }

    private static final class Packed extends LoadableResource {
        private final String name;
        private final URL url;

        Packed(String name, URL url) {
            this.name = name;
            this.url = url;
        }

        @Override
        public Reader read() {
            try {
                return new InputStreamReader(url.openStream(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return url.toString();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return url.toString();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
