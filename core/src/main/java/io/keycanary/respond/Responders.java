package io.keycanary.respond;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who acts.
 *
 * @param aws in AWS accounts; reached when an action needs it
 * @param blocker has an IP address blocked
 */
public record Responders(Supplier<AccountActions> aws, Function<String, ResponseAction> blocker) {}
