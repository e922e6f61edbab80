package io.keycanary.app;

import io.keycanary.cli.Check;
import io.keycanary.cli.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What {@code doctor} sees outside the database: Java, home folder, settings, disk, endpoint, and the blind spots. */
final class Surroundings implements Supplier<Stream<Check>> {
    private static final int CONNECT_MILLIS = 2000;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Home home;
    private final Supplier<Settings> settings;

    Surroundings(Home home, Supplier<Settings> settings) {
        this.home = home;
        this.settings = settings;
    }

    @Override
    public Stream<Check> get() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("java", Runtime.version() + ", " + System.getProperty("java.home")));
        try {
            home.made();
            checks.add(ownersOnly("home", home.folder()));
            checks.add(masterKey());
            checks.add(space());
            checks.addAll(set(settings.get()));
        } catch (CommandFailure e) {
            checks.add(Check.wrong("settings", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            checks.add(Check.wrong("home", home.folder() + " cannot be looked at: " + e));
        }
        return checks.stream();
    }

    private static Check ownersOnly(String subject, Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Check.note(subject, path + ": this file system has no permissions to look at");
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(path));
        permissions.retainAll(OTHERS);
        return permissions.isEmpty()
                ? Check.ok(subject, path.toString())
                : Check.wrong(subject, path + " is open to other users; run: chmod go= " + path);
    }

    private Check masterKey() throws IOException {
        return Files.exists(home.masterKey())
                ? ownersOnly("master key", home.masterKey())
                : Check.note("master key", "not made yet; it comes with the first token");
    }

    private Check space() throws IOException {
        DiskSpace disk = new DiskSpace(home.folder());
        String problem = disk.problem();
        return problem == null ? Check.ok("disk", disk.words()) : Check.wrong("disk", problem);
    }

    private List<Check> set(Settings present) throws IOException {
        List<Check> checks = new ArrayList<>();
        checks.add(
                Files.exists(home.settings())
                        ? ownersOnly("settings", home.settings())
                        : Check.ok("settings", "none; the defaults hold"));
        checks.add(endpoint(present.endpoint().reachableAt()));
        checks.add(Check.note(
                "blind spots",
                "path endpoint sees only clients that honour endpoint_url, or that were given the address"));
        for (Path folder : present.watch()) {
            checks.add(
                    Files.isReadable(folder)
                            ? Check.ok("watch", folder.toString())
                            : Check.wrong("watch", folder + " cannot be read"));
        }
        checks.add(Check.note(
                "blind spots",
                present.watch().isEmpty()
                        ? "path files is off: no folder is watched, so tokens used against AWS itself are not seen"
                        : "path files sees what CloudTrail wrote: about 5 minutes late, and no call that the trail"
                                + " does not log"));
        return checks;
    }

    private static Check endpoint(URI url) {
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), port), CONNECT_MILLIS);
            return Check.ok("endpoint", url + " accepts connections");
        } catch (IOException e) {
            return Check.note("endpoint", url + " does not answer; start it by `keycanary serve`");
        }
    }
}
