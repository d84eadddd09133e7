package org.atelier.merge.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/plugin-authors.md} shows compiles, to the letter. */
class PluginAuthorsGuideTest {
    private static final Path GUIDE = Path.of("../../docs/plugin-authors.md");
    private static final Pattern SAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("public final class (\\w+)");

    @TempDir
    Path compiled;

    private record Sample(String name, String code) {
        JavaFileObject file() {
            return new SimpleJavaFileObject(
                    URI.create("string:///org/example/atelier/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return code;
                }
            };
        }
    }

    private static List<Sample> samples() throws IOException {
        var samples = new ArrayList<Sample>();
        var found = SAMPLE.matcher(Files.readString(GUIDE));
        while (found.find()) {
            var name = NAME.matcher(found.group(1));
            assertTrue(name.find(), "a sample without a public class: " + found.group(1));
            samples.add(new Sample(name.group(1), found.group(1)));
        }
        return samples;
    }

    @Test
    void every_sample_compiles_without_a_warning() throws IOException {
        var said = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var done = compiler.getTask(
                        null,
                        null,
                        said,
                        List.of(
                                "--release",
                                "25",
                                "-Xlint:all,-processing",
                                "-proc:none",
                                "-classpath",
                                System.getProperty("java.class.path"),
                                "-d",
                                compiled.toString()),
                        null,
                        samples().stream().map(Sample::file).toList())
                .call();
        assertEquals(List.of(), said.getDiagnostics());
        assertTrue(done);
    }

    @Test
    void each_kind_of_strategy_and_a_table_of_ones_own_are_shown() throws IOException {
        var shown = samples().stream().map(Sample::code).toList();
        for (var type : List.of(
                FieldStrategy.class,
                LinkStrategy.class,
                ChildrenStrategy.class,
                ReferenceStrategy.class,
                DescriptorSource.class)) {
            assertEquals(
                    1,
                    shown.stream()
                            .filter(code -> code.contains("implements " + type.getSimpleName() + " "))
                            .count(),
                    type.getSimpleName());
        }
    }
}
