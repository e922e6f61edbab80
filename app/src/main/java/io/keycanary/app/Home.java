package io.keycanary.app;

import io.keycanary.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The folder that holds database, master key and settings of one installation, for its user alone. */
record Home(Path folder) {
    static Home of(Map<String, String> environment) {
        String set = environment.getOrDefault("KEYCANARY_HOME", "");
        return new Home(
                set.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".keycanary")
                        : Path.of(set).toAbsolutePath());
    }

    Path settings() {
        return folder.resolve("config.yaml");
    }

    Path masterKey() {
        return folder.resolve("master.key");
    }

    /** A file in it, or elsewhere when the path is absolute. */
    Path file(String path) {
        return folder.resolve(path);
    }

    /** A database by its setting: a JDBC address as it is, a file in this folder. */
    String database(String set) {
        return isAddress(set) ? set : file(set).toString();
    }

    /** A database as it is named on the command line: a file from where the user is. */
    static String databaseFromHere(String given) {
        return isAddress(given) ? given : Path.of(given).toAbsolutePath().toString();
    }

    private static boolean isAddress(String database) {
        return database.startsWith("jdbc:");
    }

    /** Makes the folder when it is missing. */
    Home made() {
        if (Files.isDirectory(folder)) {
            return this;
        }
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
            return this;
        } catch (IOException e) {
            throw CommandFailure.incomplete("the home folder " + folder + " cannot be made: " + e
                    + "; set KEYCANARY_HOME to a folder that can");
        }
    }
}
