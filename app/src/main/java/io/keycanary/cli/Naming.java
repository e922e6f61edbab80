package io.keycanary.cli;

import io.keycanary.token.AccountConnector;
import io.keycanary.token.NamePattern;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the verbs about names work with.
 *
 * @param aws lists the users of an account
 * @param set writes the pattern into the settings file, which it gives back
 */
public record Naming(
        Supplier<IssueDefaults> defaults,
        RandomGenerator random,
        Supplier<AccountConnector> aws,
        Function<NamePattern, Path> set) {}
