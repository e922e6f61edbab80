package io.keycanary.plant;

import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request with every name chosen and every value revealed: what the layouts write from. */
record Draft(
        String profile,
        Entry id,
        Entry secret,
        @Nullable Entry session,
        @Nullable Entry region,
        @Nullable Entry endpoint) {
    /** Names that people give to profiles; the key decides, so that not all decoys look alike. */
    private static final List<String> PROFILES =
            List.of("prod", "backup", "deploy", "admin", "ops", "ci", "staging", "reporting", "terraform", "archive");

    static Draft of(PlantRequest request, Vocabulary usual) {
        KeyMaterial key = request.key();
        Vocabulary names = usual.with(request.variable(), request.secretVariable());
        if (names.id().equals(names.secret())) {
            throw PlantException.badRequest("the key id and the secret cannot both be in " + names.id());
        }
        return new Draft(
                profile(request),
                new Entry(names.id(), key.accessKeyId()),
                new Entry(names.secret(), reveal(key.secret())),
                key.sessionToken() == null ? null : new Entry(names.session(), reveal(key.sessionToken())),
                names.region() == null ? null : new Entry(names.region(), key.region()),
                names.endpoint() == null || key.endpointUrl() == null
                        ? null
                        : new Entry(names.endpoint(), key.endpointUrl()));
    }

    /** What may not stand there already, because it would then have two values. */
    List<Entry> own() {
        return Stream.of(id, secret, session, endpoint).filter(e -> e != null).toList();
    }

    /** Refuses names that are taken, and leaves out a region that is set already. */
    Draft free(Predicate<String> taken, String where) {
        for (Entry entry : own()) {
            if (taken.test(entry.name())) {
                throw PlantException.refused(
                        where + " has " + entry.name() + " already: choose another name, nothing was changed");
            }
        }
        boolean regionTaken = region != null && taken.test(region.name());
        return regionTaken ? new Draft(profile, id, secret, session, null, endpoint) : this;
    }

    /** All to be written, id and secret side by side because scanners and people look for the pair. */
    List<Entry> entries() {
        return Stream.of(id, secret, session, region, endpoint)
                .filter(e -> e != null)
                .toList();
    }

    /** The insertion of a block that holds the values as they are. */
    Insertion block(Document.Place place, String core) {
        return new Insertion(place, core, id.value(), secret.value());
    }

    private static String profile(PlantRequest request) {
        String name = request.profile() == null ? request.format().usualProfile() : request.profile();
        return name != null
                ? name
                : PROFILES.get(Math.floorMod(request.key().accessKeyId().hashCode(), PROFILES.size()));
    }

    /** The one place where planting reads a secret: it ends in the file that the user named. */
    private static String reveal(Secret secret) {
        String text = secret.reveal(SecretAccess.forInsecureReading());
        if (!text.matches("[A-Za-z0-9/+=_.-]{1,4096}")) {
            throw PlantException.badRequest("the secret holds characters that a secret access key never has");
        }
        return text;
    }
}
