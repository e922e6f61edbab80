package io.keycanary.bench.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One API call that records are made of.
 *
 * @param weight how often it occurs, relative to the others
 * @param service first part of {@code eventSource}
 * @param more members that stand behind {@code eventID}, or empty
 */
record Call(
        int weight, String service, String name, boolean readOnly, Template request, Template response, Template more) {

    /** All of {@code calls.txt}, which says how its lines are read. */
    static List<Call> all() {
        List<Call> calls = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(Call.class.getResourceAsStream("calls.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    calls.add(parse(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return calls;
    }

    private static Call parse(String line) {
        String[] part = line.split(" \\|( |$)", -1);
        String[] head = part[0].split(" +");
        if (part.length != 4 || head.length != 4) {
            throw new IllegalArgumentException(
                    "calls.txt: expected \"weight service name r|w | request | response | more\": " + line);
        }
        return new Call(
                Integer.parseInt(head[0]),
                head[1],
                head[2],
                head[3].equals("r"),
                new Template(part[1].strip()),
                new Template(part[2].strip()),
                new Template(part[3].strip()));
    }
}
