package io.keycanary.bench.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What it was measured on and with. */
final class Machine {
    private Machine() {}

    /** Processor, memory, system, Java, in one line. */
    static String description() throws IOException {
        return "%s, %d processors, %s GB memory, Linux %s, Java %s (%s)"
                .formatted(
                        first("/proc/cpuinfo", "model name\\s*: (.*)"),
                        Runtime.getRuntime().availableProcessors(),
                        Long.parseLong(first("/proc/meminfo", "MemTotal:\\s*(\\d+) kB")) / 1_000_000,
                        System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        System.getProperty("java.vendor"));
    }

    /** Versions of the tools, as they say themselves; those that are missing are left out. */
    static String versions() throws InterruptedException {
        StringBuilder all = new StringBuilder();
        for (List<String> command : List.of(
                List.of("libdeflate-gunzip", "-V"),
                List.of("igzip", "--version"),
                List.of("gzip", "--version"),
                List.of("rg", "--version"),
                List.of("jq", "--version"))) {
            String said = firstLine(command);
            if (!said.isEmpty()) {
                all.append(all.isEmpty() ? "" : "; ").append(said);
            }
        }
        return all.toString();
    }

    private static String first(String file, String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        return found.find() ? found.group(1).strip() : "unknown";
    }

    private static String firstLine(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.lines().findFirst().orElse("");
        } catch (IOException e) {
            return ""; // not installed
        }
    }
}
