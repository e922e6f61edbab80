package io.keycanary.cli;

import io.keycanary.plant.Format;
import io.keycanary.plant.KeyMaterial;
import io.keycanary.plant.PlantException;
import io.keycanary.plant.PlantRequest;
import io.keycanary.plant.Planted;
import io.keycanary.plant.Planter;
import io.keycanary.plant.Planting;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.Secret;
import io.keycanary.token.Uuid7;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plant}: puts the key of a token where an intruder looks, looks after it, and takes it out again. */
@Command(
        name = "plant",
        description = {
            "Plants the key of a token in a file, and remembers the place, which alerts will name as the leak.",
            "Never overwrites what it did not write. --dry-run shows the change only."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary plant svc-report-export --as aws-credentials --profile prod",
            "  keycanary plant svc-report-export --as dotenv --to app/.env --variable AWS_PROD_API_KEY --dry-run",
            "  keycanary plant svc-report-export --as comment --to src/Deploy.java --commit",
            "  keycanary plant svc-report-export --check",
            "  keycanary plant svc-report-export --remove"
        })
public final class PlantCommand implements Callable<Integer> {
    private static final List<String> REGIONS =
            List.of("us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1");

    private final Workplace work;
    private final Supplier<URI> decoyEndpoint;
    private final Planter planter = new Planter();

    @Parameters(paramLabel = "TOKEN", arity = "0..1", description = "Its id or the end of it, its label, or a key id.")
    private @Nullable String name;

    @ArgGroup
    private Task task = new Task();

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

    @Option(names = "--dry-run", description = "Shows the change and makes none.")
    private boolean dryRun;

    /** What to do instead of planting. */
    private static final class Task {
        @Option(names = "--list-formats", description = "Lists what --as can be.")
        private boolean list;

        @Option(names = "--check", description = "Looks whether what was planted is still there.")
        private boolean check;

        @Option(names = "--remove", description = "Takes out exactly what was planted.")
        private boolean remove;
    }

    /**
     * The verb with its parts.
     *
     * @param decoyEndpoint where tokens of the local account are used
     */
    public PlantCommand(Workplace work, Supplier<URI> decoyEndpoint) {
        this.work = work;
        this.decoyEndpoint = decoyEndpoint;
    }

    @Override
    public Integer call() {
        if (task.list) {
            return listFormats();
        }
        if (name == null) {
            throw CommandFailure.badInput("TOKEN is missing: name the token to plant; see `keycanary token list`");
        }
        CanaryToken token = work.tokens().require(name);
        try {
            if (task.check || task.remove) {
                PlantedPlaces places = new PlantedPlaces(work, planter, token);
                return task.check ? places.check() : places.remove(dryRun);
            }
            return plant(token);
        } catch (PlantException e) {
            throw failure(e);
        }
    }

    private static CommandFailure failure(PlantException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case BAD_REQUEST -> CommandFailure.badInput(message);
            case REFUSED -> CommandFailure.refused(message);
            case FAILED -> CommandFailure.incomplete(message);
        };
    }

    private int listFormats() {
        if (work.json()) {
            for (Format format : Format.values()) {
                work.write(new Fields()
                        .with("name", format.label())
                        .with("description", format.description())
                        .with("usualFile", format.usualFile())
                        .map());
            }
            return Exit.OK;
        }
        Table table = new Table("KIND", "USUAL FILE", "WHAT IT IS");
        for (Format format : Format.values()) {
            table.row(format.label(), format.usualFile(), format.description());
        }
        table.print(work.screen());
        return Exit.OK;
    }

    private int plant(CanaryToken token) {
        if (as == null) {
            throw CommandFailure.badInput(
                    "--as is missing: how shall it be written? See `keycanary plant --list-formats`");
        }
        Format format = Format.labelled(as);
        PlantRequest request = request(format, target(format), key(token, format));
        Planting planting = dryRun ? planter.preview(request) : planter.plant(request);
        if (!dryRun) {
            work.tokens().place(placement(token, format, planting), work.actor());
        }
        report(planting);
        return Exit.OK;
    }

    private PlantRequest request(Format format, Path target, KeyMaterial key) {
        PlantRequest request =
                PlantRequest.of(format, target, key).withProfile(profile).withVariables(variable, secretVariable);
        request = force ? request.forced() : request;
        return commit ? request.committed(new PlantRequest.Commit(branch, message)) : request;
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

    private KeyMaterial key(CanaryToken token, Format format) {
        AccessKey key = token.activeKey().orElseThrow(() -> CommandFailure.badInput("the token has no key in use"));
        Secret secret = work.tokens()
                .reveal(token.id(), work.actor())
                .orElseThrow(() -> CommandFailure.badInput("the secret of " + key.id() + " is not kept here"));
        KeyMaterial material = KeyMaterial.of(key.id(), secret, region == null ? regionOf(token) : region);
        boolean local = token.account() instanceof Account.LocalAccount;
        return local && format.carriesEndpoint()
                ? material.at((endpoint == null ? decoyEndpoint.get() : endpoint).toString())
                : material;
    }

    /** The same for one token, different among tokens: one region everywhere would show what they have in common. */
    private static String regionOf(CanaryToken token) {
        return REGIONS.get(Math.floorMod(token.id().hashCode(), REGIONS.size()));
    }

    private Placement placement(CanaryToken token, Format format, Planting planting) {
        Instant now = work.clock().instant();
        Planted receipt = planting.receipt();
        return new Placement(
                Uuid7.next(work.clock()),
                token.id(),
                format.kind(),
                receipt.location(),
                format.label(),
                Placement.State.PLANTED,
                now,
                now,
                now,
                receipt.encode());
    }

    private void report(Planting planting) {
        if (work.json()) {
            work.write(new Fields()
                    .with("planted", !dryRun)
                    .with("location", planting.receipt().location())
                    .with("diff", planting.diff())
                    .with("notes", planting.notes())
                    .map());
            return;
        }
        if (dryRun) {
            work.screen().line(planting.diff().stripTrailing());
        } else {
            work.screen().line("planted in " + Screen.safe(planting.receipt().location()));
        }
        planting.notes().forEach(note -> work.screen().tell("note: " + Screen.safe(note)));
    }
}
