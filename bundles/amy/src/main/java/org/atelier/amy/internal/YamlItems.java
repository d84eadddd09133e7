package org.atelier.amy.internal;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.atelier.amy.UnreadableFileException;
import org.atelier.domain.Dataset.Origin;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML, keeping lines. It stops at SnakeYAML's nodes: no object is ever constructed, and every scalar keeps the
 * text that was written, so that the country {@code no} and the key {@code 08} stay what they are.
 */
final class YamlItems {
    private static final int MAX_ALIASES_FOR_COLLECTIONS = 50;

    /** Tags that say nothing but what is seen anyway. */
    private static final Set<Tag> KNOWN_TAGS = Set.of(
            Tag.STR,
            Tag.INT,
            Tag.FLOAT,
            Tag.BOOL,
            Tag.NULL,
            Tag.TIMESTAMP,
            Tag.MERGE,
            new Tag(Tag.PREFIX + "value"),
            Tag.SEQ,
            Tag.MAP);

    private final String file;

    /** An alias leads to the same node, which is read once: a bomb of aliases stays as small as it was written. */
    private final Map<Node, Item> read = new IdentityHashMap<>();

    private final Map<Node, Boolean> beingRead = new IdentityHashMap<>();

    private YamlItems(String file) {
        this.file = file;
    }

    static Item parse(String file, String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(Documents.MAX_CHARACTERS);
        options.setNestingDepthLimit(Documents.MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES_FOR_COLLECTIONS);
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        var stream = new StreamReader(new StringReader(text));
        Node root;
        try {
            root = new Composer(new ParserImpl(stream, options), new Resolver(), options).getSingleNode();
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            var what = e.getProblem() == null ? e.getContext() : e.getProblem();
            throw unreadable(file, mark == null ? 0 : mark.getLine() + 1, what, e);
        } catch (ReaderException e) {
            throw unreadable(
                    file,
                    lineAt(text, e.getPosition()),
                    "character U+%04X is not allowed".formatted(e.getCodePoint()),
                    e);
        } catch (YAMLException e) {
            throw unreadable(file, stream.getLine() + 1, e.getMessage(), e);
        }
        if (root == null) {
            throw new UnreadableFileException(new Origin(file, 0), "the file is empty");
        }
        return new YamlItems(file).item(root);
    }

    private static UnreadableFileException unreadable(String file, int line, String what, YAMLException cause) {
        return new UnreadableFileException(new Origin(file, line), "this is not YAML that can be read: " + what, cause);
    }

    /** The position counts code points. */
    private static int lineAt(String text, int position) {
        return 1
                + (int) text.codePoints().limit(position).filter(c -> c == '\n').count();
    }

    private Item item(Node node) {
        var known = read.get(node);
        if (known != null) {
            return known;
        }
        if (!KNOWN_TAGS.contains(node.getTag())) {
            throw refused(node, "the tag " + node.getTag() + " is not allowed; AMY publishes plain values only");
        }
        if (beingRead.put(node, true) != null) {
            throw refused(node, "an alias leads back to what contains it");
        }
        var item = switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> rows(sequence);
            case MappingNode mapping -> fields(mapping);
            default -> throw refused(node, "this is neither a value, a list nor a mapping");
        };
        beingRead.remove(node);
        read.put(node, item);
        return item;
    }

    private static Item scalar(ScalarNode scalar) {
        var line = line(scalar);
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return new Item.Text(line, scalar.getValue());
        }
        return scalar.getTag().equals(Tag.NULL) ? new Item.Nothing(line) : new Item.Bare(line, scalar.getValue());
    }

    private Item rows(SequenceNode sequence) {
        var items = new ArrayList<Item>();
        for (var child : sequence.getValue()) {
            items.add(item(child));
        }
        return new Item.Rows(line(sequence), items);
    }

    private Item fields(MappingNode mapping) {
        var values = new LinkedHashMap<String, Item>();
        for (var tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw refused(tuple.getKeyNode(), "a key must be a word");
            }
            if (values.put(key.getValue(), item(tuple.getValueNode())) != null) {
                throw refused(key, "the key " + Item.quoted(key.getValue()) + " stands here a second time");
            }
        }
        return new Item.Fields(line(mapping), values);
    }

    private UnreadableFileException refused(Node where, String what) {
        return new UnreadableFileException(new Origin(file, line(where)), what);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
