package io.keycanary.app;

import io.keycanary.cli.PeriodReportText;
import io.keycanary.desk.PeriodReport;
import io.keycanary.desk.ReportRounds;
import java.util.List;

/** Reports in the words of the command line, without prices. */
final class ReportWords implements ReportRounds.Words {
    @Override
    public String summary(PeriodReport report) {
        return new PeriodReportText(report, null).summary();
    }

    @Override
    public List<String> lines(PeriodReport report) {
        return new PeriodReportText(report, null).lines();
    }
}
