package io.keycanary.integrity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files are there. Holds up to 35 bytes for each log file and a line of text for each digest; the names of log
 * files are listed anew when they are needed.
 */
final class Inventory {
    private static final Comparator<Chain> ORDER = Comparator.comparing(Chain::account)
            .thenComparing(Chain::trail)
            .thenComparing(Chain::home)
            .thenComparing(Chain::region)
            .thenComparing(Chain::backfill);

    private final Map<String, Integer> numberOfFolder = new HashMap<>();
    private final List<String> folders = new ArrayList<>();
    private final NameTable others = new NameTable();
    private final Map<Chain, List<DigestFile>> digests = new TreeMap<>(ORDER);

    /** Lists the files. */
    static Inventory of(TrailFiles files) throws InterruptedException {
        Inventory inventory = new Inventory();
        files.visit(inventory::add);
        inventory.digests.values().forEach(chain -> chain.sort(Comparator.comparing(DigestFile::end)));
        return inventory;
    }

    private void add(String folder, String name) {
        int number = numberOfFolder.computeIfAbsent(folder, f -> {
            folders.add(f);
            return folders.size() - 1;
        });
        DigestName.of(name)
                .ifPresentOrElse(
                        digest -> digests.computeIfAbsent(digest.chain(), c -> new ArrayList<>())
                                .add(new DigestFile(folders.get(number), name, digest.end())),
                        () -> others.add(packed(name), 2 * number + (name.endsWith(".gz") ? 0 : 1)));
    }

    /** The digests of each chain, oldest first. */
    Map<Chain, List<DigestFile>> digests() {
        return digests;
    }

    /** The digests of one chain, oldest first. */
    List<DigestFile> digests(Chain chain) {
        return digests.getOrDefault(chain, List.of());
    }

    /** Where a file of this name lies; several places when it was copied. */
    List<Place> places(String name) {
        List<Place> found = new ArrayList<>();
        for (int place : others.places(packed(name))) {
            found.add(new Place(folders.get(place / 2), place % 2 == 0 ? packed(name) : unpacked(name)));
        }
        return found;
    }

    /** A file by folder and name. */
    record Place(String folder, String name) {
        String path() {
            return Inventory.path(folder, name);
        }
    }

    /** Remembers that a digest lists it. */
    void listed(String name) {
        others.mark(packed(name));
    }

    /** Whether a digest lists it. */
    boolean isListed(String name) {
        return others.marked(packed(name));
    }

    /** How a person finds a file. */
    static String path(String folder, String name) {
        return folder.isEmpty() || folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** The name as CloudTrail gave it: a copy may have been unpacked. */
    static String packed(String name) {
        return name.endsWith(".gz") ? name : name + ".gz";
    }

    private static String unpacked(String name) {
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }
}
