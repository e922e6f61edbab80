package io.keycanary.cli;

import io.keycanary.plant.Format;
import io.keycanary.plant.PlantException;
import io.keycanary.plant.Planter;
import io.keycanary.token.CanaryToken;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plant}: puts the key of a token where an intruder looks, looks after it, and takes it out again. */
@Command(
        name = "plant",
        description = {
            "Plants the key of a token in a file, and remembers the place, which alerts will name as the leak.",
            "Never overwrites what it did not write. --dry-run shows the change only; --snippet prints lines for the"
                    + " settings page of a CI system, or for whatever else is no file of this machine."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary plant svc-report-export --as aws-credentials --profile prod",
            "  keycanary plant svc-report-export --as dotenv --to app/.env --variable AWS_PROD_API_KEY --dry-run",
            "  keycanary plant svc-report-export --as comment --to src/Deploy.java --commit",
            "  keycanary plant svc-report-export --as environment --variable AWS_PROD_API_KEY --snippet"
                    + " --place 'GitHub acme/shop, secrets' | gh secret set -f -",
            "  keycanary plant svc-report-export --check",
            "  keycanary plant svc-report-export --remove"
        })
public final class PlantCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<URI> decoyEndpoint;
    private final Planter planter = new Planter();

    @Parameters(paramLabel = "TOKEN", arity = "0..1", description = "Its id or the end of it, its label, or a key id.")
    private @Nullable String name;

    @ArgGroup
    private Task task = new Task();

    @Mixin
    private PlantOptions options = new PlantOptions();

    @Option(names = "--dry-run", description = "Shows the change and makes none.")
    private boolean dryRun;

    @Option(
            names = "--place",
            paramLabel = "TEXT",
            description = "With --snippet: where you paste it. Alerts will name this as the leak.")
    private @Nullable String place;

    /** What to do instead of planting in a file. */
    private static final class Task {
        @Option(names = "--list-formats", description = "Lists what --as can be.")
        private boolean list;

        @Option(names = "--snippet", description = "Prints the lines, with the secret, for you to paste.")
        private boolean snippet;

        @Option(names = "--check", description = "Looks whether what was planted is still there.")
        private boolean check;

        @Option(names = "--remove", description = "Takes out exactly what was planted.")
        private boolean remove;
    }

    /** The verb, and the verbs about places that are no planting. */
    public static List<Object> family(Workplace work, Supplier<URI> decoyEndpoint) {
        return List.of(
                new PlantCommand(work, decoyEndpoint), new PlantLintCommand(work), new PlantSuggestCommand(work));
    }

    /**
     * The verb with its parts.
     *
     * @param decoyEndpoint where tokens of the local account are used
     */
    PlantCommand(Workplace work, Supplier<URI> decoyEndpoint) {
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
        if (place != null && !task.snippet) {
            throw CommandFailure.badInput("--place goes with --snippet: the place of a file is known");
        }
        try {
            return work(work.tokens().require(name));
        } catch (PlantException e) {
            throw failure(e);
        }
    }

    private int work(CanaryToken token) {
        if (task.check || task.remove) {
            PlantedPlaces places = new PlantedPlaces(work, planter, token);
            return task.check ? places.check() : places.remove(dryRun);
        }
        KeyPlanting planting = new KeyPlanting(work, planter, decoyEndpoint, options, token);
        if (task.snippet) {
            return planting.snippet(dryRun ? null : place);
        }
        return dryRun ? planting.preview() : planting.plant();
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
}
