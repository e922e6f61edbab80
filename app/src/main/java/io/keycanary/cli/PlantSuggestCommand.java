package io.keycanary.cli;

import io.keycanary.cli.Screen.Tone;
import io.keycanary.plant.PlaceScout;
import io.keycanary.plant.PlantException;
import io.keycanary.plant.Suggestion;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plant suggest}. */
@Command(
        name = "suggest",
        description = {
            "Proposes places for tokens by what really lies in a folder, each with the reason and the command. Writes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary plant suggest ~/src/shop",
            "  keycanary plant suggest --kind host --account prod"
        })
final class PlantSuggestCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..1",
            description = "A folder. Default: the current one; with --kind host alone the home folder.")
    private @Nullable Path path;

    /** What kind of place. */
    enum Kind {
        /** Files of a repository. */
        REPO,
        /** Pipelines of CI. */
        CI,
        /** The home folder of a user. */
        HOST
    }

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES}. Repeatable. Default: repo and ci; host for a home folder.")
    private List<Kind> kinds = List.of();

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Tokens of this account, by its name or id.")
    private @Nullable String account;

    PlantSuggestCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        List<Suggestion> all = suggestions();
        Set<String> taken = placed();
        List<Suggestion> open = all.stream()
                .filter(one -> !taken.contains(one.target().toString()))
                .toList();
        Iterator<CanaryToken> tokens = unplaced().iterator();
        open.forEach(one -> print(one, tokens.hasNext() ? tokens.next() : null));
        if (open.isEmpty()) {
            work.screen()
                    .tell(
                            all.isEmpty()
                                    ? "nothing here says where keys are usually kept; see `keycanary plant --list-formats`"
                                    : "each place here that could hold a key holds one of ours already");
        }
        return Exit.OK;
    }

    private List<Suggestion> suggestions() {
        Path home = Path.of(System.getProperty("user.home"));
        Set<Kind> wanted = kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds);
        boolean hostAlone = wanted.equals(EnumSet.of(Kind.HOST));
        Path folder = (path == null ? hostAlone ? home : Path.of("") : path)
                .toAbsolutePath()
                .normalize();
        if (wanted.isEmpty()) {
            wanted = folder.equals(home) ? EnumSet.of(Kind.HOST) : EnumSet.of(Kind.REPO, Kind.CI);
        }
        Set<Placement.Kind> project = EnumSet.noneOf(Placement.Kind.class);
        if (wanted.contains(Kind.REPO)) {
            project.add(Placement.Kind.REPOSITORY);
        }
        if (wanted.contains(Kind.CI)) {
            project.add(Placement.Kind.CI);
        }
        try {
            List<Suggestion> all = new ArrayList<>();
            if (!project.isEmpty()) {
                all.addAll(PlaceScout.project(folder, project));
            }
            if (wanted.contains(Kind.HOST)) {
                all.addAll(PlaceScout.host(folder));
            }
            return all;
        } catch (PlantException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }

    private Set<String> placed() {
        return work.tokens().all().stream()
                .flatMap(token -> work.tokens().places(token.id()).stream())
                .filter(place -> place.state() != Placement.State.REMOVED)
                .flatMap(place -> List.of(place.location().split(", ")).stream())
                .collect(Collectors.toSet());
    }

    /** One place for each token: those that have one are not proposed again. */
    private List<CanaryToken> unplaced() {
        return work.tokens().all().stream()
                .filter(token ->
                        token.facts().retiredAt() == null && token.facts().issuedAt() != null)
                .filter(token -> account == null
                        || token.account()
                                .equals(work.accounts().require(account).account()))
                .filter(token -> work.tokens().places(token.id()).stream()
                        .allMatch(place -> place.state() == Placement.State.REMOVED))
                .toList();
    }

    private void print(Suggestion one, @Nullable CanaryToken token) {
        List<String> command = command(one, token);
        if (work.json()) {
            work.write(new Fields()
                    .with("format", one.format().label())
                    .with("target", one.target().toString())
                    .with("why", one.why())
                    .with("careful", one.careful().isEmpty() ? null : one.careful())
                    .with("token", token == null ? null : token.id())
                    .with("command", command)
                    .map());
            return;
        }
        work.screen()
                .line(work.screen().toned(Tone.STRONG, Screen.safe(one.target())) + " ("
                        + one.format().description() + ")");
        work.screen().line("  why      " + Screen.safe(one.why()));
        if (!one.careful().isEmpty()) {
            work.screen().line("  careful  " + Screen.safe(one.careful()));
        }
        if (token == null) {
            work.screen().line("  first    keycanary token issue: every token has its place, and each has one alone");
        }
        work.screen()
                .line("  do       "
                        + command.stream()
                                .map(word -> word.matches("[\\w+=,.@:/-]+")
                                        ? word
                                        : "'" + Screen.safe(word).replace("'", "'\\''") + "'")
                                .collect(Collectors.joining(" ")));
    }

    private static List<String> command(Suggestion one, @Nullable CanaryToken token) {
        List<String> words = new ArrayList<>(List.of(
                "keycanary",
                "plant",
                token == null ? "TOKEN" : token.id().shortForm(),
                "--as",
                one.format().label(),
                "--to",
                one.target().toString()));
        words.addAll(one.options());
        return words;
    }
}
