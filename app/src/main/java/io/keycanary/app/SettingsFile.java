package io.keycanary.app;

import io.keycanary.cli.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The settings file as names and values, each with its place. A nested name is written with a dot: {@code server.port}.
 * Only the outline of the YAML is read, no object is made of it.
 */
final class SettingsFile {
    private final Path file;
    private String place;
    private final Map<String, Setting> scalars = new HashMap<>();
    private final Map<String, List<Node>> lists = new LinkedHashMap<>();

    private SettingsFile(Path file) {
        this.file = file;
        this.place = file.toString();
    }

    /** Reads a file; one that is missing or empty sets nothing. */
    static SettingsFile read(Path file) {
        SettingsFile settings = new SettingsFile(file);
        if (!Files.exists(file)) {
            return settings;
        }
        try (Reader text = Files.newBufferedReader(file)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (root != null) {
                settings.collect("", root);
            }
        } catch (MarkedYAMLException e) {
            throw CommandFailure.badInput(
                    file + " line " + (e.getProblemMark().getLine() + 1) + ": no YAML: " + e.getProblem());
        } catch (IOException e) {
            throw CommandFailure.badInput("the settings file " + file + " cannot be read: " + e.getMessage());
        }
        return settings;
    }

    private void collect(String prefix, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, prefix.isEmpty() ? "expected settings of the form \"name: value\"" : "expected settings");
        }
        for (NodeTuple entry : mapping.getValue()) {
            String name = prefix + text(entry.getKeyNode());
            switch (entry.getValueNode()) {
                case ScalarNode scalar -> put(name, scalar);
                case SequenceNode list -> lists.put(name, list.getValue());
                default -> collect(name + ".", entry.getValueNode());
            }
        }
    }

    private void put(String name, ScalarNode scalar) {
        if (scalars.put(name, setting(name, scalar)) != null) {
            throw wrong(scalar, "\"" + name + "\" is set twice");
        }
    }

    private Setting setting(String name, ScalarNode scalar) {
        return new Setting(name, scalar.getValue(), place(scalar));
    }

    /** Where it begins. */
    String place() {
        return place;
    }

    /** The scalars by name. */
    Map<String, Setting> scalars() {
        return Map.copyOf(scalars);
    }

    /** Whether there is a list of this name, even an empty one. */
    boolean has(String list) {
        return lists.containsKey(list);
    }

    /** The texts of a list. */
    List<Setting> texts(String name) {
        return lists.getOrDefault(name, List.of()).stream()
                .map(node -> new Setting(name, text(node), place(node)))
                .toList();
    }

    /** The entries of a list, each with settings of its own. */
    List<SettingsFile> sections(String name) {
        return lists.getOrDefault(name, List.of()).stream()
                .map(node -> {
                    SettingsFile section = new SettingsFile(file);
                    section.place = place(node);
                    section.collect("", node);
                    return section;
                })
                .toList();
    }

    /** Refuses names that nobody asks for: a misspelt setting would otherwise silently do nothing. */
    void allowOnly(Set<String> scalarNames, Set<String> listNames) {
        scalars.forEach((name, setting) -> {
            if (!scalarNames.contains(name)) {
                throw CommandFailure.badInput(unknown(setting.place(), name, scalarNames, listNames));
            }
        });
        lists.forEach((name, nodes) -> {
            if (!listNames.contains(name)) {
                String place = nodes.isEmpty() ? file.toString() : place(nodes.getFirst());
                throw CommandFailure.badInput(unknown(place, name, scalarNames, listNames));
            }
        });
    }

    private static String unknown(String place, String name, Set<String> scalarNames, Set<String> listNames) {
        Set<String> known = new TreeSet<>(scalarNames);
        known.addAll(listNames);
        return place + ": there is no setting \"" + name + "\"; there are " + String.join(", ", known);
    }

    private String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(node, "expected a text");
    }

    private String place(Node node) {
        return file + " line " + (node.getStartMark().getLine() + 1);
    }

    private CommandFailure wrong(Node node, String what) {
        return CommandFailure.badInput(place(node) + ": " + what);
    }
}
