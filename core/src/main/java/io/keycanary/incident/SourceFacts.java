package io.keycanary.incident;

import io.keycanary.token.Printable;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an address that a call came from: by files on this machine, and by reverse DNS where the user wants
 * that. Texts are one printable line, capped.
 *
 * @param tor whether it is an exit of the Tor network
 * @param aws service and region of the AWS range it lies in, {@code EC2 eu-west-1}
 * @param network number and name of the network, {@code AS64500 Example Ltd}
 * @param country two-letter code
 * @param name by reverse DNS, if it leads back to the address
 */
public record SourceFacts(
        boolean tor,
        @Nullable String aws,
        @Nullable String network,
        @Nullable String country,
        @Nullable String name) {
    /** Nothing is known. */
    public static final SourceFacts NONE = new SourceFacts(false, null, null, null, null);

    private static final int MAX_CHARS = 40;
    private static final int MAX_NAME_CHARS = 80;

    /** Caps the texts: databases are made by others. */
    public SourceFacts {
        aws = capped(aws, MAX_CHARS);
        network = capped(network, MAX_CHARS);
        country = capped(country, MAX_CHARS);
        name = capped(name, MAX_NAME_CHARS);
    }

    private static @Nullable String capped(@Nullable String text, int chars) {
        return text == null || text.isBlank() ? null : Printable.line(text, chars);
    }

    /** {@code Tor exit, AS64500 Example Ltd, NL}; empty when nothing is known. */
    public String words() {
        return String.join(
                ", ",
                Stream.of(tor ? "Tor exit" : null, aws == null ? null : "AWS " + aws, network, country, name)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .toList());
    }
}
