package org.atelier.export.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.UnicodeReader;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** What we write reads back as what it was, through a reader that shares no code with the writer. */
class PyYamlReadBackTest {
    /** SnakeYAML takes 1e3 and 1.5e3 for numbers; YAML 1.1, and so PyYAML, wants a point and a sign. */
    private static final class Yaml11 extends Resolver {
        private static final Pattern FLOAT_OF_YAML_11 = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?"
                + "|\\.[0-9][0-9_]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*"
                + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            super.addImplicitResolver(tag, tag.equals(Tag.FLOAT) ? FLOAT_OF_YAML_11 : regexp, first, limit);
        }
    }

    @Property
    void any_text_reads_back_as_the_same_text(@ForAll("texts") String text) {
        var writer = new PyYamlWriter();
        writer.startRow();
        writer.text("before", Optional.of(text));
        writer.startRows("rows", false);
        writer.startRow();
        writer.text("inside", Optional.of(text));
        writer.endRow();
        writer.endRows();
        writer.text("after", Optional.of(text));
        writer.endRow();

        assertEquals(
                List.of(Map.of("before", text, "rows", List.of(Map.of("inside", text)), "after", text)),
                read(writer.taken()));
    }

    @Property
    void any_number_reads_back_as_the_same_number(@ForAll("numbers") double number) {
        var writer = new PyYamlWriter();
        writer.startRow();
        writer.number("number", Optional.of(number));
        writer.endRow();

        // boxed: NaN equals itself then, and -0.0 does not equal 0.0
        assertEquals(List.of(Map.of("number", number)), read(writer.taken()));
    }

    @Property
    void a_number_is_never_longer_than_javas_own(@ForAll("numbers") double number) {
        if (Double.isFinite(number)) {
            var repr = PythonFloat.repr(number);
            assertEquals(number, Double.parseDouble(repr), repr);
            assertTrue(digits(repr).length() <= digits(Double.toString(number)).length(), repr);
        }
    }

    /** PyYAML leaves it bare, and then even PyYAML reads it back as a blank. */
    @Example
    void the_next_line_character_is_escaped_since_pyyaml_would_lose_it() {
        var writer = new PyYamlWriter();
        writer.startRow();
        writer.text("text", Optional.of("a\u0085b"));
        writer.endRow();

        assertEquals("- text: \"a\\Nb\"\n", new String(writer.taken(), UTF_8));
    }

    @Example
    void a_day_beyond_the_four_digit_years_is_still_written_as_iso_8601() {
        var writer = new PyYamlWriter();
        writer.startRow();
        writer.day("day", Optional.of(LocalDate.of(20016, 4, 4)));
        writer.endRow();

        assertEquals(List.of(Map.of("day", "+20016-04-04")), read(writer.taken()));
    }

    @Provide
    Arbitrary<String> texts() {
        var lone = Arbitraries.chars().range('\uD800', '\uDFFF').map(String::valueOf);
        var any = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .map(Character::toString);
        var nasty = Arbitraries.of(
                "a b \n \t ' \" \\ : # - ? , [ ] { } & * ! | > % @ ` \r \u0085 \u2028 \u2029 \uFEFF é 😀 0 1 2 . = ~ < y n N O e + - T z _"
                        .splitWithDelimiters(" ", 0));
        var words = Arbitraries.of(
                "word ",
                "it's ",
                "1e3",
                "1.5e3",
                "08",
                "12:30",
                "2016-04-04",
                "no",
                "null",
                "---",
                ": ",
                " #",
                "\n\n",
                "  ",
                "long".repeat(30),
                "😀😀😀 ");
        var mixed =
                Arbitraries.frequencyOf(Tuple.of(1, lone), Tuple.of(4, any), Tuple.of(20, nasty), Tuple.of(10, words));
        return Arbitraries.oneOf(
                mixed.list().ofMaxSize(8).map(parts -> String.join("", parts)),
                mixed.list().ofMaxSize(120).map(parts -> String.join("", parts)));
    }

    @Provide
    Arbitrary<Double> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.doubles().between(-180, 180),
                Arbitraries.integers().between(-20, 20).map(e -> Double.parseDouble("1e" + e)),
                Arbitraries.of(
                        0.0,
                        -0.0,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY));
    }

    private static String digits(String number) {
        return number.replaceAll("[eE].*", "").replaceAll("[-.]", "").replaceAll("^0+|0+$", "");
    }

    private static Object read(byte[] yaml) {
        var options = new LoaderOptions();
        var dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new Yaml11())
                .load(new UnicodeReader(new ByteArrayInputStream(yaml)));
    }
}
