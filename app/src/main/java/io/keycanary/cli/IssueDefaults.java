package io.keycanary.cli;

import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.NamePattern;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about new tokens.
 *
 * @param naming how users are named; null when each is named by hand
 */
public record IssueDefaults(
        Stewardship stewardship, @Nullable NamePattern naming) {}
