package io.keycanary.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of calls in the docs is the one of the program. Written with {@code -Dkeycanary.writeDocs=true}. */
class AttackPageTest {
    private static final Path PAGE = Path.of("..", "docs", "attack.md");
    private static final String BEGIN = "<!-- table: written by a test -->\n";

    @Test
    void page_table_isTheOneOfTheProgram() throws IOException {
        String page = Files.readString(PAGE);
        String written = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table();
        if (Boolean.getBoolean("keycanary.writeDocs")) {
            Files.writeString(PAGE, written);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(written);
        assertThat(page).as("the edition is named").contains(Technique.VERSION);
    }

    private static String table() {
        return "| service | calls | is | techniques |\n|---|---|---|---|\n"
                + Attempt.table().stream().map(AttackPageTest::row).collect(Collectors.joining());
    }

    private static String row(Attempt.Rule rule) {
        return "| " + (rule.service().equals("*") ? "any" : "`" + rule.service() + "`") + " | `"
                + rule.actions().pattern().replace("|", "\\|") + "` | "
                + rule.objective().words() + " | " + techniques(rule.techniques()) + " |\n";
    }

    private static String techniques(List<Technique> techniques) {
        return techniques.stream()
                .map(one -> one.id() + " " + one.title() + " (" + one.tactic().words() + ")")
                .collect(Collectors.joining("; "));
    }
}
