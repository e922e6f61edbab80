package io.keycanary.cli;

import io.keycanary.plant.Format;
import io.keycanary.plant.KeyMaterial;
import io.keycanary.plant.PlantRequest;
import io.keycanary.plant.Planter;
import io.keycanary.plant.Planting;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import io.keycanary.token.Uuid7;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plants the key of one token, in a file or as lines that a person pastes, and remembers the place. */
final class KeyPlanting {
    private static final List<String> REGIONS =
            List.of("us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1");

    private final Workplace work;
    private final Planter planter;
    private final Supplier<URI> decoyEndpoint;
    private final PlantOptions options;
    private final CanaryToken token;

    KeyPlanting(Workplace work, Planter planter, Supplier<URI> decoyEndpoint, PlantOptions options, CanaryToken token) {
        this.work = work;
        this.planter = planter;
        this.decoyEndpoint = decoyEndpoint;
        this.options = options;
        this.token = token;
    }

    int plant() {
        Format format = options.format();
        Planting planting = planter.plant(options.request(format, key(format)));
        remember(format, planting.receipt().location(), planting.receipt().encode());
        if (work.json()) {
            write(planting, true);
        } else {
            work.screen().line("planted in " + Screen.safe(planting.receipt().location()));
            tell(planting.notes());
        }
        return Exit.OK;
    }

    int preview() {
        Format format = options.format();
        Planting planting = planter.preview(options.request(format, key(format)));
        if (work.json()) {
            write(planting, false);
        } else {
            work.screen().line(planting.diff().stripTrailing());
            tell(planting.notes());
        }
        return Exit.OK;
    }

    /**
     * Prints the lines, with the secret.
     *
     * @param place where the person pastes them, for alerts to name; null when that is not told
     */
    int snippet(@Nullable String place) {
        Format format = options.format();
        PlantRequest request = options.snippetRequest(format, key(format));
        String lines = planter.snippet(request).reveal(SecretAccess.forInsecureReading());
        if (place != null) {
            remember(format, place, "");
        }
        if (work.json()) {
            work.write(new Fields()
                    .with("planted", place != null)
                    .with("location", place)
                    .with("snippet", lines)
                    .with("notes", planter.notes(request))
                    .map());
            return Exit.OK;
        }
        work.screen().line(lines.stripTrailing());
        tell(planter.notes(request));
        if (place == null) {
            work.screen().tell("note: no place is remembered, so an alert cannot name the leak; say it with --place");
        }
        return Exit.OK;
    }

    private void tell(List<String> notes) {
        notes.forEach(note -> work.screen().tell("note: " + Screen.safe(note)));
    }

    private void write(Planting planting, boolean planted) {
        work.write(new Fields()
                .with("planted", planted)
                .with("location", planting.receipt().location())
                .with("diff", planting.diff())
                .with("notes", planting.notes())
                .map());
    }

    private KeyMaterial key(Format format) {
        AccessKey key = token.activeKey().orElseThrow(() -> CommandFailure.badInput("the token has no key in use"));
        Secret secret = work.tokens()
                .reveal(token.id(), work.actor())
                .orElseThrow(() -> CommandFailure.badInput("the secret of " + key.id() + " is not kept here"));
        String region = options.region();
        KeyMaterial material = KeyMaterial.of(key.id(), secret, region == null ? usualRegion() : region);
        boolean local = token.account() instanceof Account.LocalAccount;
        return local && format.carriesEndpoint() ? material.at(endpoint().toString()) : material;
    }

    private URI endpoint() {
        URI chosen = options.endpoint();
        return chosen == null ? decoyEndpoint.get() : chosen;
    }

    /** The same for one token, different among tokens: one region everywhere would show what they have in common. */
    private String usualRegion() {
        return REGIONS.get(Math.floorMod(token.id().hashCode(), REGIONS.size()));
    }

    private void remember(Format format, String location, String receipt) {
        Instant now = work.clock().instant();
        Placement place = new Placement(
                Uuid7.next(work.clock()),
                token.id(),
                format.kind(),
                location,
                format.label(),
                Placement.State.PLANTED,
                now,
                now,
                receipt.isEmpty() ? null : now,
                receipt);
        work.tokens().place(place, work.actor());
    }
}
