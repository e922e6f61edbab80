package io.keycanary.desk;

import io.keycanary.access.ApiToken;
import io.keycanary.access.Role;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.Secret;
import io.keycanary.token.Uuid7;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives out and takes back API tokens. Only their digests are stored, so each is shown once and never again. */
public final class AccessDesk {
    /** What every token begins with, so that secret scanners can know it. */
    public static final String PREFIX = "kcapi_";

    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Ledger ledger;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public AccessDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** An API token, and its text, which is never given again. */
    public record Made(ApiToken token, Secret text) {}

    /** The admin token of a new installation; empty when there is any token already. */
    public Optional<Made> firstAdmin() {
        Secret text = newText();
        return ledger.write(stores -> stores.apiTokens().all().isEmpty()
                ? Optional.of(put(stores, text, "admin", Role.ADMIN, "keycanary"))
                : Optional.empty());
    }

    /** Makes a token. */
    public Made make(String name, Role role, String actor) {
        Secret text = newText();
        return ledger.write(stores -> put(stores, text, name, role, actor));
    }

    /** The token that a text stands for, unless it was revoked. Found by digest, so no comparison leaks its text. */
    public Optional<ApiToken> authenticate(Secret text) {
        String digest = digest(text);
        return ledger.read(stores -> stores.apiTokens().byDigest(digest)).filter(token -> token.revokedAt() == null);
    }

    /** All tokens, oldest first. */
    public List<ApiToken> all() {
        return ledger.read(stores -> stores.apiTokens().all());
    }

    /**
     * Makes a token useless from now on.
     *
     * @throws UnknownNameException when there is none of this id
     */
    public ApiToken revoke(UUID id, String actor) {
        return ledger.write(stores -> {
            ApiToken token = stores.apiTokens().all().stream()
                    .filter(t -> t.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new UnknownNameException("there is no API token " + id));
            if (token.revokedAt() != null) {
                return token;
            }
            ApiToken revoked = new ApiToken(
                    token.id(), token.name(), token.role(), token.sha256(), token.createdAt(), clock.instant());
            stores.apiTokens().put(revoked);
            stores.audit().append(clock.instant(), actor, "access.revoke", id.toString(), token.name());
            return revoked;
        });
    }

    private Made put(Stores stores, Secret text, String name, Role role, String actor) {
        ApiToken token = new ApiToken(Uuid7.next(clock), name, role, digest(text), clock.instant(), null);
        stores.apiTokens().put(token);
        stores.audit().append(clock.instant(), actor, "access.make", token.id().toString(), name + " " + role);
        return new Made(token, text);
    }

    private static Secret newText() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return Secret.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    private static String digest(Secret text) {
        try {
            byte[] utf8 = text.reveal(io.keycanary.token.SecretAccess.forInsecureReading())
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
