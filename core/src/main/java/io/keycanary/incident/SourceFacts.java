package io.keycanary.incident;

import io.keycanary.token.Printable;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What files on this machine say about an address that a call came from. Texts are one printable line, capped.
 *
 * @param tor whether it is an exit of the Tor network
 * @param aws service and region of the AWS range it lies in, {@code EC2 eu-west-1}
 * @param network number and name of the network, {@code AS64500 Example Ltd}
 * @param country two-letter code
 */
public record SourceFacts(
        boolean tor,
        @Nullable String aws,
        @Nullable String network,
        @Nullable String country) {
    /** Nothing is known. */
    public static final SourceFacts NONE = new SourceFacts(false, null, null, null);

    private static final int MAX_CHARS = 40;

    /** Caps the texts: databases are made by others. */
    public SourceFacts {
        aws = capped(aws);
        network = capped(network);
        country = capped(country);
    }

    private static @Nullable String capped(@Nullable String text) {
        return text == null || text.isBlank() ? null : Printable.line(text, MAX_CHARS);
    }

    /** {@code Tor exit, AS64500 Example Ltd, NL}; empty when nothing is known. */
    public String words() {
        return String.join(
                ", ",
                Stream.of(tor ? "Tor exit" : null, aws == null ? null : "AWS " + aws, network, country)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .toList());
    }
}
