package io.keycanary.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A home folder whose only alert channel is a webhook. */
public final class Home {
    private Home() {}

    /** Makes one where the build puts what it makes: it stays, with its logs, until that is cleaned. */
    public static Path withWebhook(URI webhook) throws IOException {
        Path homes = Files.createDirectories(Path.of("target", "homes").toAbsolutePath());
        Path home = Files.createTempDirectory(
                homes, "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path settings = Files.writeString(home.resolve("config.yaml"), """
                channels:
                  - type: webhook
                    name: webhook
                    url: %s
                    secret: 0123456789abcdef0123456789abcdef
                """.formatted(webhook));
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-------"));
        return home;
    }
}
