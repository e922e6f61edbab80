package io.keycanary.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: every detection path, the decoy endpoint, the alert channels and the API, until it is stopped. */
@Command(
        name = "serve",
        description = {
            "Runs the server: watches folders, answers at the decoy endpoint, sends alerts, serves the API.",
            "Binds 127.0.0.1 unless the configuration says otherwise. SIGTERM and Ctrl-C drain it; it exits 0 then."
        },
        footer = {"", "Example: keycanary serve --watch /var/log/cloudtrail"})
public final class ServeCommand implements Callable<Integer> {
    private final Running server;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the API; 0 lets the system choose.")
    private @Nullable Integer port;

    @Option(
            names = "--endpoint-port",
            paramLabel = "PORT",
            description = "Port of the decoy endpoint; 0 lets the system choose.")
    private @Nullable Integer endpointPort;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Serves the decoy endpoint by HTTPS: certificate chain, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The private key of the certificate, PEM.")
    private @Nullable Path key;

    @Option(names = "--watch", paramLabel = "DIR", description = "Folder of CloudTrail files; may be given again.")
    private List<Path> watch = List.of();

    /**
     * What the options said; null and empty leave it to the configuration.
     *
     * @param watch folders besides the configured ones
     */
    public record Options(
            @Nullable Integer port,
            @Nullable Integer endpointPort,
            @Nullable Path certificate,
            @Nullable Path key,
            List<Path> watch) {}

    /** Runs until it is told to stop. */
    @FunctionalInterface
    public interface Running {
        /** Returns the exit code. */
        int until(Options options) throws Exception;
    }

    /** The verb with its parts. */
    public ServeCommand(Running server) {
        this.server = server;
    }

    @Override
    public Integer call() throws Exception {
        if ((certificate == null) != (key == null)) {
            throw CommandFailure.badInput("--tls-cert and --tls-key go together");
        }
        checkPort("--port", port);
        checkPort("--endpoint-port", endpointPort);
        return server.until(new Options(port, endpointPort, certificate, key, watch));
    }

    private static void checkPort(String option, @Nullable Integer given) {
        if (given != null && (given < 0 || given > 65_535)) {
            throw CommandFailure.badInput(option + " is a port, 0 to 65535, not " + given);
        }
    }
}
