package io.keycanary.cli;

import io.keycanary.audit.Area;
import io.keycanary.audit.Audit;
import io.keycanary.audit.AuditRun;
import io.keycanary.audit.Finding;
import io.keycanary.audit.NotChecked;
import io.keycanary.audit.NotChecked.Kind;
import io.keycanary.audit.PlaceFacts;
import io.keycanary.audit.Registered;
import io.keycanary.audit.Severity;
import io.keycanary.plant.PlaceLook;
import io.keycanary.plant.PlantException;
import io.keycanary.plant.Planted;
import io.keycanary.plant.Planter;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plant lint}. */
@Command(
        name = "lint",
        description = {
            "Looks at the places of tokens as somebody does who finds them: what gives a decoy away, makes it ring by itself,"
                    + " or keeps it from being found. Looks at the files of this machine, and changes nothing.",
            "Exit code 1 when something is found that is as grave as --fail-on, 3 when a place could not be looked at."
        },
        footer = {"", "Example: keycanary plant lint --token svc-report-export --fail-on low"})
final class PlantLintCommand implements Callable<Integer>, OwnFormats {
    private final Workplace work;
    private final Planter planter = new Planter();
    private final List<Finding> findings = new ArrayList<>();
    private final List<NotChecked> notChecked = new ArrayList<>();
    private final List<PlaceFacts> places = new ArrayList<>();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "A token by id, the end of it, label or key id. Repeatable. Default: all.")
    private List<String> names = List.of();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "medium",
            description = "Exit code 1 from this severity on: ${COMPLETION-CANDIDATES}. Default: medium.")
    private Severity failOn = Severity.MEDIUM;

    PlantLintCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.HTML, Format.OCSF);
    }

    @Override
    public Integer call() {
        List<CanaryToken> tokens = (names.isEmpty()
                        ? work.tokens().all().stream()
                        : names.stream().map(work.tokens()::require))
                .filter(token ->
                        token.facts().retiredAt() == null && token.facts().issuedAt() != null)
                .toList();
        Instant now = work.clock().instant();
        tokens.forEach(token -> look(token, now));
        findings.addAll(Audit.ofPlacesTogether(places, now));
        AuditRun run = new AuditRun(now, tokens, findings, notChecked);
        new AuditPages(work).show(run, failOn);
        if (!run.complete()) {
            return Exit.INCOMPLETE;
        }
        return run.finds(failOn) ? Exit.FOUND : Exit.OK;
    }

    private void look(CanaryToken token, Instant now) {
        List<Placement> recorded = work.tokens().places(token.id());
        List<Placement> seen = recorded.stream().map(place -> seen(place, now)).toList();
        Registered registered = new Registered(token, seen);
        findings.addAll(Audit.ofPlaces(registered, now));
        seen.stream()
                .filter(place -> place.state() != Placement.State.REMOVED && place.state() != Placement.State.MISSING)
                .forEach(place -> look(registered, place, now));
    }

    /** As it is now; what the register says of it stays, until `plant --check`. */
    private Placement seen(Placement place, Instant now) {
        boolean ours = !place.receipt().isEmpty() && place.state() != Placement.State.REMOVED;
        return ours ? place.seen(planter.check(Planted.decode(place.receipt())).state(), now) : place;
    }

    private void look(Registered registered, Placement place, Instant now) {
        if (place.receipt().isEmpty()) {
            gap(registered, place, "it is not a file that this program planted: look there by hand", Kind.LEFT_OUT);
            return;
        }
        try {
            PlaceFacts facts = facts(PlaceLook.at(Planted.decode(place.receipt())));
            places.add(facts);
            findings.addAll(Audit.ofPlace(registered, facts, now));
        } catch (PlantException e) {
            gap(registered, place, String.valueOf(e.getMessage()), Kind.FAILED);
        }
    }

    private static PlaceFacts facts(PlaceLook look) {
        return new PlaceFacts(
                look.file(),
                look.changedAt(),
                look.openTo(),
                look.profile(),
                look.region(),
                look.linesApart(),
                look.telling(),
                look.publicRemotes());
    }

    private void gap(Registered registered, Placement place, String why, Kind kind) {
        notChecked.add(new NotChecked(registered.token().account().id(), Area.PLACES, place.location(), why, kind));
    }
}
