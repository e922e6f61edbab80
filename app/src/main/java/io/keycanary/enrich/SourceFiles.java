package io.keycanary.enrich;

import io.keycanary.incident.AddressRange;
import io.keycanary.incident.SourceFacts;
import io.keycanary.incident.SourceLookup;
import io.keycanary.token.Printable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user's files say about addresses, out of memory, and what was learned of their names. Whatever is wrong with a
 * file, the others still speak.
 */
public final class SourceFiles implements SourceLookup {
    private static final Logger LOG = LoggerFactory.getLogger(SourceFiles.class);
    private static final int MAX_PROBLEM_CHARS = 300;

    private final List<Watched<?>> all = new ArrayList<>();
    private final @Nullable Watched<GeoDatabase> country;
    private final @Nullable Watched<GeoDatabase> network;
    private final @Nullable Watched<AwsRanges> aws;
    private final @Nullable Watched<TorExits> tor;
    private final @Nullable ReverseNames names;

    private SourceFiles(EnrichSettings settings) {
        names = settings.reverseDns() ? ReverseNames.ofTheSystem() : null;
        country = watched(settings.country(), GeoDatabase::read, GeoDatabase::words);
        network = watched(settings.network(), GeoDatabase::read, GeoDatabase::words);
        aws = watched(settings.aws(), AwsRanges::read, ranges -> ranges.size() + " ranges of AWS");
        tor = watched(settings.tor(), TorExits::read, exits -> exits.size() + " Tor exits");
    }

    /** Reads the files. One that cannot be read is told of in the log and by {@link #examine}. */
    public static SourceFiles read(EnrichSettings settings) {
        SourceFiles files = new SourceFiles(settings);
        files.refresh();
        return files;
    }

    private <T> @Nullable Watched<T> watched(
            @Nullable Path file, Watched.Reading<T> reading, java.util.function.Function<T, String> words) {
        if (file == null) {
            return null;
        }
        Watched<T> watched = new Watched<>(file, reading, words);
        all.add(watched);
        return watched;
    }

    /** Reads what was changed. Call it now and then. */
    public void refresh() {
        for (Watched<?> file : all) {
            String before = file.problem();
            file.refresh();
            String problem = file.problem();
            if (problem != null && !problem.equals(before)) {
                LOG.warn("{}; alerts go out without it", Printable.line(problem, MAX_PROBLEM_CHARS));
            }
        }
    }

    /** One line about each file. */
    public List<Finding> examine() {
        return all.stream()
                .map(file -> new Finding(file.problem() == null, words(file)))
                .toList();
    }

    private static String words(Watched<?> file) {
        String problem = file.problem();
        return problem == null
                ? file.words()
                : Printable.line(problem, MAX_PROBLEM_CHARS) + "; alerts go out without it";
    }

    /** What there is to say about a file. */
    public record Finding(boolean good, String words) {}

    @Override
    public SourceFacts of(@Nullable String sourceIp) {
        Optional<byte[]> literal = AddressRange.literal(sourceIp);
        if (all.isEmpty() && names == null || literal.isEmpty()) {
            return SourceFacts.NONE;
        }
        byte[] address = literal.get();
        return new SourceFacts(
                asked(tor, exits -> exits.contains(address) ? "" : null) != null,
                asked(aws, ranges -> ranges.find(address).orElse(null)),
                asked(network, database -> database.network(InetAddress.getByAddress(address))),
                asked(country, database -> database.country(InetAddress.getByAddress(address))),
                names == null ? null : names.known(address));
    }

    /**
     * The same for a person who waits at a terminal: from now on it may take that long, for all addresses together, to
     * learn their names.
     */
    public SourceLookup waiting(Duration patience) {
        ReverseNames asked = names;
        if (asked == null) {
            return this;
        }
        CompletableFuture<Void> deadline =
                new CompletableFuture<Void>().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
        return sourceIp -> {
            AddressRange.literal(sourceIp).ifPresent(address -> asked.await(address, deadline));
            return of(sourceIp);
        };
    }

    private interface Question<T> {
        @Nullable
        String of(T source) throws IOException;
    }

    private static <T> @Nullable String asked(@Nullable Watched<T> file, Question<T> question) {
        T present = file == null ? null : file.present();
        try {
            return present == null ? null : question.of(present);
        } catch (IOException | RuntimeException e) {
            // A database may be damaged where nobody looked yet; the alert that asks must go out all the same.
            LOG.debug("an address is not told about", e);
            return null;
        }
    }
}
