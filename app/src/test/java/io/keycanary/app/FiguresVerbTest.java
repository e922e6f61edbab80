package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import io.keycanary.figures.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code figures} in all its formats, and its page in the docs. */
class FiguresVerbTest {
    private static final Path PAGE = Path.of("..", "docs", "figures.md");
    private static final String BEGIN = "<!-- definitions: written by a test -->\n";

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void tokens() {
        program = new Program(folder.resolve("home"));
        for (String label : new String[] {"svc-a", "=cmd,\"x\"</td>"}) {
            assertThat(program.run("token", "issue", "svc-" + label.length(), "--label", label)
                            .code())
                    .isIn(Exit.OK, Exit.USAGE);
        }
    }

    private String out(String... args) {
        Program.Result result = program.run(args);
        assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
        return result.out();
    }

    @Test
    void text_saysWhatThereIs() {
        assertThat(out("figures"))
                .contains("coverage    -", "drills      none", "undelivered 0", "TIME TO", "LOGARITHMIC")
                .doesNotContain("cost", "saving");
    }

    @Test
    void period_endsWithTheDayOfUntil_andIsNeverEmpty() {
        assertThat(out("figures", "--since", "2026-11-01", "--until", "2026-11-30", "--format", "html"))
                .contains("incidents opened since 2026-11-01T00:00:00Z before 2026-12-01T00:00:00Z");
        Program.Result empty = program.run("figures", "--since", "2026-11-02", "--until", "2026-11-01");
        assertThat(empty.code()).isEqualTo(Exit.USAGE);
        assertThat(empty.err()).contains("--since 2026-11-02 is not before --until 2026-11-01");
    }

    @Test
    void explain_givesDefinitionAndInputsOfEach() {
        assertThat(out("figures", "--explain"))
                .contains("proven = 0 ratio", Measure.PROVEN.definition(), "from  tokens in use ");
    }

    @Test
    void json_groups_areOneObjectEach() throws IOException {
        JsonNode group = new ObjectMapper().readTree(out("figures", "--by", "account", "--format", "json"));

        assertThat(group.get("group").asText()).matches("\\d{12}");
        assertThat(group.get("detect").get("p95Seconds").isNull()).isTrue();
    }

    @Test
    void csv_isATable() {
        assertThat(out("figures", "--format", "csv").lines().toList())
                .startsWith("group,figure,of,value,unit")
                .contains(",detect,count,0,seconds", ",detect,p95,,seconds", ",undelivered,,0,count");
    }

    @Test
    void prometheus_isTextFormat() {
        String text = out("figures", "--format", "prometheus", "--by", "token");

        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line)
                        .matches("# (HELP|TYPE) keycanary_figure_[a-z_]+ .*"
                                + "|keycanary_figure_[a-z_]+\\{group=\"([^\"\\\\]|\\\\.)*\",of=\"[^\"]*\"} -?[0-9.]+"));
        assertThat(text).contains("# TYPE keycanary_figure_undelivered gauge");
    }

    @Test
    void html_isOnePageWithoutAnythingFromElsewhere() {
        assertThat(out("figures", "--format", "html", "--by", "token"))
                .startsWith("<!DOCTYPE html>")
                .contains("</html>", "Definitions", Measure.FIDELITY.definition())
                .doesNotContain("<script", "src=", "href=", "url(", "http:", "https:");
    }

    @Test
    void prices_giveCost_andSavingOnlyWhenGiven() throws IOException {
        Path prices = Files.writeString(
                folder.resolve("prices.yaml"),
                "date: 2026-11-01\ncurrency: EUR\ntoken: 0\npaths: {trail-logs: 3.20, eventbridge: 0.10}\n");

        assertThat(out("figures", "--prices", prices.toString()))
                .contains("cost        3.30 EUR a month, at prices of 2026-11-01", "saving      not estimated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            date: 2026-11-01                                  | "currency" is missing
            date: tomorrow~currency: EUR~token: 0             | line 1: "date" must be the day
            date: 2026-11-01~currency: EUR~token: -3          | line 3: "token" must be an amount
            date: 2026-11-01~pats: {files: 1}                 | line 2: there is no setting "pats.files"
            date: 2026-11-01~currency: EUR~token: 0~savings: {hourly-rate: 80} | "savings.noisy-alerts-per-day" is missing
            """)
    void prices_badFile_isNamedWithItsLine(String yaml, String what) throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.yaml"), yaml.replace('~', '\n'));

        Program.Result result = program.run("figures", "--prices", prices.toString());

        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("prices.yaml", what);
    }

    @Test
    void formatOfFigures_isRefusedByOtherVerbs() {
        Program.Result result = program.run("token", "list", "--format", "csv");

        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("does not write csv");
    }

    @Test
    void page_hasEveryDefinition() throws IOException {
        String table = Stream.of(Measure.values())
                .map(measure -> "| `" + measure.word() + "` | " + measure.unit() + " | "
                        + measure.definition().replace("|", "\\|") + " |\n")
                .collect(Collectors.joining("", "| figure | unit | is |\n|---|---|---|\n", ""));
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf("\n\n", begin);
        String right = page.substring(0, begin) + table.stripTrailing() + page.substring(end);
        if (Boolean.getBoolean("keycanary.writeDocs")) {
            Files.writeString(PAGE, right);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(right);
    }
}
