package io.keycanary.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A long-term access key of a token; the secret is in the {@link SecretVault}.
 *
 * @param id the access key id (AKIA)
 * @param since when it was made or became known
 * @param replacedAt when a newer key took its place; it stays watched
 * @param active false once it was switched off: the endpoint then answers as AWS does for an inactive key
 */
public record AccessKey(String id, Instant since, @Nullable Instant replacedAt, boolean active) {}
