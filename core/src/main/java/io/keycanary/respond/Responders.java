package io.keycanary.respond;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenIssuer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who acts.
 *
 * @param aws in AWS accounts; reached when an action needs it
 * @param blocker has an IP address blocked
 * @param issuer makes keys where a token lives; closed by who asked for it
 */
public record Responders(
        Supplier<AccountActions> aws,
        Function<String, ResponseAction> blocker,
        Function<CanaryToken, TokenIssuer> issuer) {}
