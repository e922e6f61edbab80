package io.keycanary.app;

import io.keycanary.cli.Check;
import io.keycanary.cli.CommandFailure;
import io.keycanary.enrich.SourceFiles;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The files about addresses, for {@code doctor}. */
final class AddressFiles implements Supplier<Stream<Check>> {
    private static final String SUBJECT = "addresses";

    private final Supplier<List<SourceFiles.Finding>> findings;

    AddressFiles(Supplier<List<SourceFiles.Finding>> findings) {
        this.findings = findings;
    }

    @Override
    public Stream<Check> get() {
        try {
            return findings.get().stream()
                    .map(finding -> finding.good()
                            ? Check.ok(SUBJECT, finding.words())
                            : Check.wrong(SUBJECT, finding.words()));
        } catch (CommandFailure e) {
            return Stream.empty(); // the settings cannot be read, as another check says
        }
    }
}
