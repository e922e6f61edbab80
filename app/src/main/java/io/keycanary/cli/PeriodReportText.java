package io.keycanary.cli;

import io.keycanary.alert.Outbox;
import io.keycanary.desk.PeriodReport;
import io.keycanary.desk.PeriodReport.Drilled;
import io.keycanary.desk.PeriodReport.Told;
import io.keycanary.drill.Drill;
import io.keycanary.figures.Figure;
import io.keycanary.figures.Measure;
import io.keycanary.figures.Prices;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Risk;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a report of a week or month says. */
public final class PeriodReportText {
    /** More rows are counted and not listed. */
    private static final int MOST_ROWS = 200;

    /** What is as it is now, whatever the period. */
    private static final Set<Measure> AS_OF_NOW = Set.of(
            Measure.TOKENS,
            Measure.PROVEN,
            Measure.COVERAGE,
            Measure.PROOF_AGE,
            Measure.SILENCE,
            Measure.EXPECTED,
            Measure.COST,
            Measure.SAVING);

    private final PeriodReport report;
    private final @Nullable Prices prices;

    /** @param prices for cost and saving; null leaves them out */
    public PeriodReportText(PeriodReport report, @Nullable Prices prices) {
        this.report = report;
        this.prices = prices;
    }

    String title() {
        return "KeyCanary, " + report.period();
    }

    /** The figures that a glance wants, in one line. */
    public String summary() {
        return "incidents " + total(report.in()) + " (" + total(report.before()) + " before), fidelity "
                + FiguresText.share(report.in().fidelity()) + ", acknowledged after "
                + median(report.in().acknowledge()) + ", contained after "
                + median(report.in().contain()) + ", drills " + drills(Drill.Outcome.PASSED) + " passed "
                + drills(Drill.Outcome.FAILED) + " failed, undelivered "
                + report.in().undelivered() + "; tokens "
                + report.ever().tokensInUse() + ", proven "
                + FiguresText.share(report.ever().coverage())
                + ", untested " + report.untested().size();
    }

    private static long total(io.keycanary.figures.Figures figures) {
        return figures.incidents().values().stream().mapToLong(n -> n).sum();
    }

    private static String median(io.keycanary.figures.Spread spread) {
        return spread.count() == 0 ? "-" : FiguresText.words(spread.median());
    }

    private long drills(Drill.Outcome outcome) {
        return report.in().drills().getOrDefault(outcome, 0L);
    }

    /** The whole as plain lines. */
    public List<String> lines() {
        PlainSheet sheet = new PlainSheet();
        write(sheet);
        return sheet.lines();
    }

    /** Writes the whole. */
    void write(Sheet sheet) {
        sheet.text("Made " + IncidentStory.whole(report.madeAt())
                + ", times in UTC. Drills and expected uses never count as"
                + " incidents."
                + (report.madeAt().isBefore(report.period().ends())
                        ? " The period is not over: these are the figures so far."
                        : ""));
        figures(sheet);
        incidents(sheet);
        tokens(sheet, "New tokens", report.issued(), token -> token.facts().issuedAt());
        tokens(sheet, "Retired tokens", report.retired(), token -> token.facts().retiredAt());
        tokens(
                sheet,
                "Tokens that no drill has ever proven",
                report.untested(),
                token -> token.facts().issuedAt());
        drills(sheet);
        undelivered(sheet);
    }

    private void figures(Sheet sheet) {
        List<FigureChange> changes =
                FigureChange.between(Figure.list(report.in(), null), Figure.list(report.before(), null));
        sheet.heading("Figures of the period");
        sheet.table(
                List.of(
                        "figure",
                        report.period().name(),
                        report.period().before().name(),
                        "change"),
                changes.stream()
                        .filter(change -> !AS_OF_NOW.contains(change.measure())
                                && !change.of().endsWith("max")
                                && !change.empty())
                        .map(change -> List.of(
                                change.name(),
                                change.shown(change.now()),
                                change.shown(change.before()),
                                change.change()))
                        .toList());
        sheet.heading("As of now");
        sheet.table(
                List.of("figure", "value"),
                Figure.list(report.ever(), prices).stream()
                        .filter(figure -> AS_OF_NOW.contains(figure.measure()))
                        .map(figure -> new FigureChange(figure.measure(), figure.of(), figure.value(), null))
                        .map(figure -> List.of(figure.name(), figure.shown(figure.now())))
                        .toList());
    }

    private void incidents(Sheet sheet) {
        sheet.heading("Incidents opened");
        rows(
                sheet,
                List.of(
                        "incident",
                        "opened",
                        "token",
                        "severity",
                        "risk",
                        "state",
                        "verdict",
                        "sightings",
                        "acknowledged",
                        "contained",
                        "resolved"),
                report.incidents(),
                PeriodReportText::row);
    }

    private static List<String> row(Told told) {
        Incident incident = told.incident();
        return List.of(
                Uuid7.shortForm(incident.id()),
                IncidentStory.whole(incident.openedAt()),
                told.label(),
                incident.severity().name(),
                String.valueOf(Risk.of(incident).score()),
                incident.state().name(),
                incident.verdict() == null ? "-" : Documents.small(incident.verdict()),
                String.valueOf(incident.sightings()),
                after(incident, incident.times().acknowledgedAt()),
                after(incident, incident.times().containedAt()),
                after(incident, incident.times().resolvedAt()));
    }

    private static String after(Incident incident, @Nullable Instant at) {
        return at == null || at.isBefore(incident.openedAt())
                ? "-"
                : "after " + FiguresText.words(Duration.between(incident.openedAt(), at));
    }

    private static void tokens(
            Sheet sheet, String heading, List<CanaryToken> tokens, Function<CanaryToken, @Nullable Instant> when) {
        sheet.heading(heading);
        rows(
                sheet,
                List.of("token", "id", "owner", "state", "at"),
                tokens,
                token -> List.of(
                        token.label(),
                        token.id().shortForm(),
                        Screen.safe(token.stewardship().owner()),
                        token.state().name(),
                        time(when.apply(token))));
    }

    private void drills(Sheet sheet) {
        sheet.heading("Drills");
        rows(sheet, List.of("token", "id", "passed", "failed", "last passed", "ago"), report.drills(), this::row);
    }

    private List<String> row(Drilled drilled) {
        Instant proof = drilled.token().facts().lastProofAt();
        return List.of(
                drilled.token().label(),
                drilled.token().id().shortForm(),
                String.valueOf(drilled.outcomes().getOrDefault(Drill.Outcome.PASSED, 0L)),
                String.valueOf(drilled.outcomes().getOrDefault(Drill.Outcome.FAILED, 0L)),
                time(proof),
                proof == null ? "-" : FiguresText.words(Duration.between(proof, report.madeAt())));
    }

    private void undelivered(Sheet sheet) {
        sheet.heading("Deliveries that were given up");
        rows(sheet, List.of("alert", "made", "reason", "channel", "why"), report.undelivered(), PeriodReportText::row);
    }

    private static List<String> row(Outbox.Item item) {
        return List.of(
                Uuid7.shortForm(item.alert().id()),
                IncidentStory.whole(item.alert().createdAt()),
                Documents.small(item.alert().reason()),
                item.delivery().channel(),
                Screen.safe(item.delivery().note()));
    }

    static String time(@Nullable Instant at) {
        return at == null ? "-" : IncidentStory.whole(at);
    }

    /** A table, or that there is nothing; of very many only the first. */
    static <T> void rows(Sheet sheet, List<String> head, List<T> all, Function<T, List<String>> row) {
        if (all.isEmpty()) {
            sheet.text("None.");
            return;
        }
        sheet.table(head, all.stream().limit(MOST_ROWS).map(row).toList());
        if (all.size() > MOST_ROWS) {
            sheet.text((all.size() - MOST_ROWS) + " more are not listed.");
        }
    }
}
