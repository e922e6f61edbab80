package io.keycanary.cli;

import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.NameMark;
import io.keycanary.token.NamePattern;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about new tokens.
 *
 * @param naming how users are named; null when each is named by hand
 * @param mark by which we recognise names
 */
public record IssueDefaults(
        Stewardship stewardship, @Nullable NamePattern naming, NameMark mark) {}
