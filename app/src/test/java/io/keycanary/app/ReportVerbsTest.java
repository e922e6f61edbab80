package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code report weekly|monthly|audit} through the shipped entry. */
class ReportVerbsTest {
    private static final String HOSTILE = "`|</td><script>alert(1)</script>";

    @TempDir
    private Path folder;

    private Program program;
    private String month = "";

    @BeforeEach
    void incident() throws Exception {
        Path home = folder.resolve("home");
        program = new Program(home);
        month = LocalDate.now(ZoneOffset.UTC).toString().substring(0, 7);
        JsonNode token = new ObjectMapper()
                .readTree(out(
                        "token",
                        "issue",
                        "svc-a",
                        "--label",
                        "svc" + HOSTILE,
                        "--owner",
                        "ops" + HOSTILE,
                        "--format",
                        "json"));
        SeenUse.of(home, token, "e1", "198.51.100.7");
        out(
                "expect",
                "add",
                "--network",
                "198.51.100.0/24",
                "--until",
                "30d",
                "--reason",
                "red" + HOSTILE,
                "--all-tokens");
    }

    private String out(String... args) {
        Program.Result result = program.run(args);
        assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
        return result.out();
    }

    private static void harmless(String markdown) {
        assertThat(markdown.replaceAll("`[^`\\n]*`", "")).doesNotContain("<", ">", "`");
    }

    @Test
    void monthly_markdown_hasFiguresBesideThoseBeforeAndEscapesAll() {
        String report = out("report", "monthly", "--period", month);

        assertThat(report)
                .startsWith("# KeyCanary, " + month)
                .contains(
                        "The period is not over",
                        "| incidents open | 1 | 0 | +1 |",
                        "## New tokens",
                        "## Drills\n\nNone.")
                .contains("| HIGH | ", "## As of now");
        harmless(report);
    }

    @Test
    void weekly_withoutPeriod_isOfTheLastWeekThatIsOver() {
        assertThat(out("report", "weekly", "--format", "markdown"))
                .containsPattern("# KeyCanary, \\d{4}-W\\d\\d, ")
                .doesNotContain("The period is not over")
                .contains("## Incidents opened\n\nNone.");
    }

    @Test
    void html_isOnePageWithoutAnythingFromElsewhere() {
        for (String verb : new String[] {"monthly", "audit"}) {
            assertThat(out("report", verb, "--period", month, "--format", "html"))
                    .startsWith("<!DOCTYPE html>")
                    .contains("</html>", "@media print", "&lt;script&gt;")
                    .doesNotContain("<script", "src=", "href=", "url(", "http:", "https:");
        }
    }

    @Test
    void audit_hasEveryTokenRuleAndEntry() {
        String report = out("report", "audit", "--period", month);

        assertThat(report)
                .contains("| has an owner | 1 | 0 |", "| is proven by a drill | 1 | 1 |")
                .contains("| its issue is in the audit log | 1 | 0 |", "The chain of hashes holds over the whole log.")
                .contains("| yes | all | 198.51.100.0/24 | ", "| sightings | 1 |", "| tokens | 1 |", "token.issue");
        harmless(report);
    }

    @Test
    void prices_giveCost() throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.yaml"), "date: 2026-11-01\ncurrency: EUR\ntoken: 0.5\n");
        assertThat(out("report", "monthly", "--prices", prices.toString())).contains("| cost EUR | 0.5 |");
        assertThat(out("report", "monthly")).doesNotContain("cost");
        Files.writeString(folder.resolve("home/config.yaml"), "reports: {prices: ../prices.yaml}\n");
        assertThat(out("report", "monthly")).contains("| cost EUR | 0.5 |");
    }

    @Test
    void out_writesAFileOnce() throws IOException {
        Path file = folder.resolve("report.html");

        assertThat(out("report", "weekly", "--format", "html", "--out", file.toString()))
                .isEmpty();
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        Program.Result again = program.run("report", "weekly", "--out", file.toString());
        assertThat(again.code()).isEqualTo(Exit.USAGE);
        assertThat(again.err()).contains("report.html is there already");
    }

    @ParameterizedTest
    @CsvSource({
        "weekly, 2026-10, is a month; this report is of a week",
        "monthly, 2026-W40, is a week; this report is of a month",
        "monthly, 2026, is a year; this report is of a month",
        "weekly, 2026-W54, there is no period 2026-W54",
        "monthly, 2026-13, there is no period 2026-13",
        "audit, yesterday, is no week like 2026-W47",
        "audit, 2999-01, lies in the future: it begins on 2999-01-01",
    })
    void period_thatIsNone_isRefusedWithTheReason(String verb, String period, String what) {
        Program.Result result = program.run("report", verb, "--period", period);

        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains(period, what);
    }

    @Test
    void zone_ofTheSettings_beginsTheDay() throws IOException {
        Files.writeString(folder.resolve("home").resolve("config.yaml"), "reports:\n  zone: Pacific/Kiritimati\n");
        assertThat(out("report", "monthly", "--period", "2026-10"))
                .contains("2026-10-01 to 2026-10-31 (Pacific/Kiritimati)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reports: {weekly: [nobody]}   | line 1: "reports.weekly" must be names of alert channels that are set
            reports: {monthly: nobody}    | line 1: "reports.monthly" must be names of alert channels that are set
            reports: {zone: Middle/Earth} | line 1: "reports.zone" must be a time zone such as UTC
            reports: {daily: [console]}   | there is no setting "reports.daily"
            """)
    void settings_thatAreWrong_areNamedWithTheirLine(String yaml, String what) throws IOException {
        Files.writeString(folder.resolve("home").resolve("config.yaml"), yaml + "\n");

        Program.Result result = program.run("report", "weekly");

        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("config.yaml", what);
    }
}
