package io.keycanary.playbook;

import io.keycanary.respond.Mistake;
import io.keycanary.respond.Outline;
import io.keycanary.respond.Place;
import io.keycanary.respond.PlaybookReader;
import io.keycanary.token.Printable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a playbook from YAML. Only the outline is read, no object is made of it, and nothing may refer to itself. */
public final class PlaybookFile {
    private static final int MAX_CHARS = 1 << 20;

    private final String file;

    private PlaybookFile(String file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read
     */
    public static PlaybookReader.Reading read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            return read(file.toString(), text);
        }
    }

    /** Reads a text, which is called by this name where it is wrong. */
    static PlaybookReader.Reading read(String name, Reader text) throws IOException {
        PlaybookFile file = new PlaybookFile(name);
        try {
            Node root = new Yaml(options()).compose(text);
            return root == null
                    ? wrong(new Place(name, 1, 1), "the file is empty")
                    : PlaybookReader.read(file.outline(root));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            return wrong(
                    mark == null ? new Place(name, 1, 1) : file.place(mark),
                    "no YAML: " + Printable.line(String.valueOf(e.getProblem())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (YAMLException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            return wrong(new Place(name, 1, 1), "no YAML: " + Printable.line(String.valueOf(e.getMessage())));
        }
    }

    /** A few lines of YAML with aliases can stand for more than fits into memory, or for themselves. */
    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setCodePointLimit(MAX_CHARS);
        return options;
    }

    private static PlaybookReader.Reading wrong(Place place, String text) {
        return new PlaybookReader.Reading(null, List.of(new Mistake(place, text)));
    }

    private Outline outline(Node node) {
        Place place = place(node.getStartMark());
        return switch (node) {
            case ScalarNode scalar -> new Outline.Text(scalar.getValue(), place);
            case SequenceNode list ->
                new Outline.Items(list.getValue().stream().map(this::outline).toList(), place);
            case MappingNode mapping -> new Outline.Fields(fields(mapping), place);
            default -> new Outline.Text("", place);
        };
    }

    private List<Outline.Field> fields(MappingNode mapping) {
        List<Outline.Field> fields = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            String name = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
            fields.add(new Outline.Field(
                    new Outline.Text(name, place(key.getStartMark())), outline(entry.getValueNode())));
        }
        return fields;
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
