package io.keycanary.respond;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenIssuer;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Who acts.
 *
 * @param aws in AWS accounts; reached when an action needs it
 * @param blocker has an IP address blocked
 * @param issuer makes users and keys where a token lives; closed by who asked for it
 * @param names gives the user name of a new decoy, none of those, which are in small letters; refuses with an
 *     {@link ActionRefusedException} where nothing says how decoys are named
 */
public record Responders(
        Supplier<AccountActions> aws,
        Function<String, ResponseAction> blocker,
        Function<CanaryToken, TokenIssuer> issuer,
        Function<Set<String>, String> names) {}
