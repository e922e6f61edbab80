package io.keycanary.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token of the API, as kept: only its digest.
 *
 * @param name who or what uses it; the actor in the audit log
 * @param sha256 hex digest of the token; it has 256 random bits, so a plain digest cannot be reversed
 */
public record ApiToken(
        UUID id,
        String name,
        Role role,
        String sha256,
        Instant createdAt,
        @Nullable Instant revokedAt) {}
