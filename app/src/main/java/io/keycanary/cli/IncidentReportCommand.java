package io.keycanary.cli;

import io.keycanary.desk.CaseFile;
import io.keycanary.desk.EvidenceDesk;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code incident report}. */
@Command(
        name = "report",
        description = "Writes the report of an incident: Markdown, or with --format html a page that prints well.",
        footer = {
            "",
            "Examples:",
            "  keycanary incident report 1f3a9c20 > report.md",
            "  keycanary incident report 1f3a9c20 --format html > report.html"
        })
final class IncidentReportCommand implements Callable<Integer>, OwnFormats {
    private final Workplace work;

    @Parameters(paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    IncidentReportCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.HTML, Format.MARKDOWN);
    }

    @Override
    public Integer call() {
        CaseFile file = work.incidents().open(work.incidents().require(name).id(), EvidenceDesk.REPORTED);
        IncidentReport report =
                new IncidentReport(file, work.sources().get(), work.clock().instant());
        if (work.json()) {
            work.write(new Fields().with("markdown", report.markdown()).map());
        } else {
            work.screen().line(work.program().format() == Format.HTML ? report.html() : report.markdown());
        }
        return Exit.OK;
    }
}
