package io.keycanary.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk that can be filled under a running program. A file system of a few megabytes where this user may mount one that
 * only the program sees; elsewhere the program's own limit of file size, which makes every write fail as well.
 */
final class SmallDisk implements AutoCloseable {
    private static final long MUCH_BYTES = 1_000_000;
    private static final String MOUNT = "mount -t tmpfs -o size=6m,mode=700 none \"$0\"";

    private final Path folder;
    private final List<String> unshare;
    private long pid;

    private SmallDisk(Path folder, List<String> unshare) {
        this.folder = folder;
        this.unshare = unshare;
    }

    static SmallDisk at(Path folder) throws IOException, InterruptedException {
        for (List<String> unshare : List.of(List.of("unshare", "-m"), List.of("unshare", "-Urm"))) {
            if (succeeds(unshare, List.of("sh", "-c", MOUNT, folder.toString()))) {
                return new SmallDisk(folder, unshare);
            }
        }
        return new SmallDisk(folder, List.of());
    }

    private static boolean succeeds(List<String> first, List<String> then) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(first);
        command.addAll(then);
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private boolean mounted() {
        return !unshare.isEmpty();
    }

    /** The command line that starts a program on this disk. The settings in the folder are copied onto it. */
    List<String> starting(List<String> command) {
        if (!mounted()) {
            return command;
        }
        List<String> line = new ArrayList<>(unshare);
        String copied = "umask 077 && set=$(cat \"$0/config.yaml\") && " + MOUNT
                + " && printf '%s\\n' \"$set\" >\"$0/config.yaml\"";
        line.addAll(List.of("sh", "-c", copied + " && exec \"$@\"", folder.toString()));
        line.addAll(command);
        return line;
    }

    /** The program that runs on it. */
    void of(long process) {
        pid = process;
    }

    void fill() throws IOException, InterruptedException {
        if (!mounted()) {
            limit("0");
            return;
        }
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (Files.size(filler()) < MUCH_BYTES) {
                throw e;
            }
        }
    }

    void free() throws IOException, InterruptedException {
        if (mounted()) {
            Files.delete(filler());
        } else {
            limit("unlimited");
        }
    }

    private Path filler() {
        return Path.of("/proc/" + pid + "/root" + folder, "filler");
    }

    private void limit(String bytes) throws IOException, InterruptedException {
        if (!succeeds(List.of("prlimit"), List.of("--pid", Long.toString(pid), "--fsize=" + bytes + ":"))) {
            throw new IOException("neither unshare nor prlimit works here");
        }
    }

    /** The file system goes with the program. */
    @Override
    public void close() {}
}
