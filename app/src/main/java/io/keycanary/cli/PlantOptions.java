package io.keycanary.cli;

import io.keycanary.plant.Format;
import io.keycanary.plant.KeyMaterial;
import io.keycanary.plant.PlantRequest;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code plant} is told about how to write a key, and where. */
final class PlantOptions {
    @Option(names = "--as", paramLabel = "KIND", description = "How it is written there; see --list-formats.")
    private @Nullable String as;

    @Option(names = "--to", paramLabel = "PATH", description = "The file. Default: where such a file usually is.")
    private @Nullable Path to;

    @Option(names = "--profile", paramLabel = "NAME", description = "Profile, section or object that holds the key.")
    private @Nullable String profile;

    @Option(names = "--variable", paramLabel = "NAME", description = "Name of the variable with the key id.")
    private @Nullable String variable;

    @Option(names = "--secret-variable", paramLabel = "NAME", description = "Name of the variable with the secret.")
    private @Nullable String secretVariable;

    @Option(names = "--region", paramLabel = "REGION", description = "Region written beside it. Default: by token.")
    private @Nullable String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where clients shall send requests of a token of the decoy endpoint. Default: as configured.")
    private @Nullable URI endpoint;

    @Option(names = "--commit", description = "Commits it to a branch of its own in the git work tree of the file.")
    private boolean commit;

    @Option(names = "--branch", paramLabel = "NAME", description = "Name of that branch. Default: as usual there.")
    private @Nullable String branch;

    @Option(names = "--message", paramLabel = "TEXT", description = "Subject of that commit. Default: as usual there.")
    private @Nullable String message;

    @Option(names = "--force", description = "Plants although the remote may be public, or through a link.")
    private boolean force;

    /** The format; bad input without one. */
    Format format() {
        if (as == null) {
            throw CommandFailure.badInput(
                    "--as is missing: how shall it be written? See `keycanary plant --list-formats`");
        }
        return Format.labelled(as);
    }

    @Nullable
    String region() {
        return region;
    }

    @Nullable
    URI endpoint() {
        return endpoint;
    }

    /** A request for the file that is meant, which may be the usual one of the format. */
    PlantRequest request(Format format, KeyMaterial key) {
        PlantRequest request = named(PlantRequest.of(format, target(format), key));
        request = force ? request.forced() : request;
        return commit ? request.committed(new PlantRequest.Commit(branch, message)) : request;
    }

    /** A request for lines that a person pastes: no file of this machine is meant. */
    PlantRequest snippetRequest(Format format, KeyMaterial key) {
        if (to != null || commit || force) {
            throw CommandFailure.badInput("--snippet writes no file: leave --to, --commit and --force away");
        }
        return named(PlantRequest.of(format, Path.of(format.label()), key));
    }

    private PlantRequest named(PlantRequest request) {
        return request.withProfile(profile).withVariables(variable, secretVariable);
    }

    private Path target(Format format) {
        if (to != null) {
            return to.toAbsolutePath().normalize();
        }
        String usual = format.usualFile();
        if (usual == null || !usual.startsWith("~/")) {
            throw CommandFailure.badInput(
                    "--to is missing: in which file" + (usual == null ? "?" : "? Usual is " + usual + " of a project"));
        }
        return Path.of(System.getProperty("user.home")).resolve(usual.substring(2));
    }
}
