package io.keycanary.app;

import io.keycanary.cli.CommandFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Sets one value in the settings file, and leaves everything else of it, comments too, as a person wrote it. */
final class SettingsEdit {
    private final Path file;
    private final String text;
    private final String section;
    private final String name;

    private SettingsEdit(Path file, String text, String section, String name) {
        this.file = file;
        this.text = text;
        this.section = section;
        this.name = name;
    }

    /**
     * Sets {@code section.name}.
     *
     * @throws CommandFailure when the file is written in a way in which that cannot be done for a person
     */
    static void put(Path file, String section, String name, String value) {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            String quoted = "'" + value.replace("'", "''") + "'";
            Files.writeString(file, new SettingsEdit(file, text, section, name).with(quoted));
        } catch (IOException e) {
            throw CommandFailure.badInput("the settings file " + file + " cannot be changed: " + e.getMessage());
        }
    }

    /**
     * Sets {@code section.name} to a length of time, and says where.
     *
     * @throws CommandFailure when it is none, too
     */
    static Path putDuration(Path file, String section, String name, String value) {
        new Setting(section + "." + name, value, "the command line, " + value).duration();
        put(file, section, name, value);
        return file;
    }

    private String with(String value) {
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        Optional<NodeTuple> there = root == null ? Optional.empty() : entry(root, section);
        if (there.isEmpty()) {
            String before = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
            return before + section + ":\n  " + name + ": " + value + "\n";
        }
        Node settings = there.get().getValueNode();
        Optional<NodeTuple> old = entry(settings, name);
        if (old.isPresent() && old.get().getValueNode() instanceof ScalarNode scalar) {
            return spliced(scalar.getStartMark().getIndex(), scalar.getEndMark().getIndex(), value);
        }
        if (!(settings instanceof MappingNode mapping)
                || mapping.getFlowStyle() == FlowStyle.FLOW
                || mapping.getValue().isEmpty()) {
            throw CommandFailure.badInput(
                    file + ": write it by hand, under \"" + section + "\": " + name + ": " + value);
        }
        Node first = mapping.getValue().getFirst().getKeyNode();
        String indent = " ".repeat(first.getStartMark().getColumn());
        int at = first.getStartMark().getIndex();
        return spliced(at, at, name + ": " + value + "\n" + indent);
    }

    /** Marks count code points. */
    private String spliced(int start, int end, String value) {
        return text.substring(0, text.offsetByCodePoints(0, start))
                + value
                + text.substring(text.offsetByCodePoints(0, end));
    }

    private static Optional<NodeTuple> entry(Node node, String name) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(name))
                        .findFirst()
                : Optional.empty();
    }
}
