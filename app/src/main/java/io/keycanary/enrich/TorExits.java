package io.keycanary.enrich;

import io.keycanary.incident.AddressRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The exits of the Tor network, in either form in which the Tor Project publishes them: an address on each line, or lines
 * {@code ExitAddress 192.0.2.1 2026-11-01 12:00:00} among others.
 */
final class TorExits {
    private static final String EXIT = "ExitAddress ";

    private final PrefixMap<Boolean> exits = new PrefixMap<>();

    private TorExits() {}

    static TorExits read(Path file) throws IOException {
        TorExits read = new TorExits();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = line.startsWith(EXIT) ? line.split(" ", 3)[1] : line.strip();
                if (AddressRange.literal(text).isPresent()) {
                    read.exits.put(new AddressRange(text), Boolean.TRUE);
                }
            }
        }
        if (read.exits.size() == 0) {
            throw new IOException("it is no list of Tor exits: it holds no address");
        }
        return read;
    }

    boolean contains(byte[] address) {
        return exits.find(address).isPresent();
    }

    int size() {
        return exits.size();
    }
}
