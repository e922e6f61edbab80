package io.keycanary.cli;

import io.keycanary.intake.Ledger;
import io.keycanary.token.KeyIds;
import io.keycanary.token.Placement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Real access keys that lie beside a decoy: whoever read the decoy may have read them, too. Looks into the files of the
 * folder where the decoy is planted, if that is on this machine. Only ids are shown, never what stands beside them.
 */
final class NeighbourKeys {
    private static final Pattern KEY = Pattern.compile("(?<![A-Z0-9])AKIA[A-Z2-7]{16}(?![A-Z0-9])");
    private static final int MOST_FILES = 1000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_KEYS = 100;

    private final Ledger ledger;
    private final List<String> lines = new ArrayList<>();
    private int files;

    private NeighbourKeys(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What there is to say about each place. */
    static List<String> beside(List<Placement> places, Ledger ledger) {
        NeighbourKeys keys = new NeighbourKeys(ledger);
        places.stream()
                .filter(place -> place.kind() == Placement.Kind.HOST || place.kind() == Placement.Kind.REPOSITORY)
                .forEach(keys::look);
        return keys.lines;
    }

    private void look(Placement place) {
        Path folder = folder(place.location());
        if (folder == null) {
            lines.add(place.location() + " is not on this machine: look there for other keys in the same folder");
            return;
        }
        Map<String, Path> found = new LinkedHashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : all) {
                if (++files > MOST_FILES || found.size() >= MOST_KEYS) {
                    lines.add("there is more in " + folder + " than was looked at");
                    break;
                }
                keysOf(file).forEach(key -> found.putIfAbsent(key, file));
            }
        } catch (IOException | DirectoryIteratorException e) {
            lines.add(folder + " cannot be listed: " + e.getMessage());
        }
        found.keySet().removeIf(this::isDecoys);
        found.forEach((key, file) -> lines.add("real key " + key + " in " + file + account(key)
                + ": the intruder may have it, too; see `keycanary incident act ... deactivate-key USER/" + key + "`"));
        if (found.isEmpty()) {
            lines.add("no other access key lies in " + folder);
        }
    }

    /** Null when there is none here. */
    private static @org.jspecify.annotations.Nullable Path folder(String location) {
        try {
            Path path = Path.of(location).toAbsolutePath();
            Path folder = Files.isDirectory(path) ? path : path.getParent();
            return folder != null && Files.isDirectory(folder) ? folder : null;
        } catch (InvalidPathException e) {
            return null; // a place that is no path
        }
    }

    private List<String> keysOf(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return List.of();
            }
            Matcher matcher = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            List<String> keys = new ArrayList<>();
            while (matcher.find()) {
                keys.add(matcher.group());
            }
            return keys;
        } catch (IOException e) {
            lines.add(file + " cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private boolean isDecoys(String key) {
        return ledger.read(stores -> stores.tokens().byKey(key)).isPresent();
    }

    private static String account(String key) {
        return KeyIds.accountNamedBy(key).map(id -> " (account " + id + ")").orElse("");
    }
}
