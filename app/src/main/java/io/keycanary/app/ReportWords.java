package io.keycanary.app;

import io.keycanary.cli.PeriodReportText;
import io.keycanary.desk.PeriodReport;
import io.keycanary.desk.ReportRounds;
import io.keycanary.figures.Prices;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports in the words of the command line.
 *
 * @param prices for cost and saving; null leaves them out
 */
record ReportWords(@Nullable Prices prices) implements ReportRounds.Words {
    @Override
    public String summary(PeriodReport report) {
        return new PeriodReportText(report, prices).summary();
    }

    @Override
    public List<String> lines(PeriodReport report) {
        return new PeriodReportText(report, prices).lines();
    }
}
