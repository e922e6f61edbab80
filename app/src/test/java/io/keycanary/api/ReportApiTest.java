package io.keycanary.api;

import static io.keycanary.access.Role.ADMIN;
import static io.keycanary.access.Role.RESPONDER;
import static io.keycanary.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportApiTest {
    private final Installation installation = new Installation();

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void report_isMarkdownOrAPage() throws Exception {
        Installation.Reply markdown = installation.get(VIEWER, "/reports/weekly?period=2026-W47");
        assertThat(markdown.status()).isEqualTo(200);
        assertThat(markdown.header("Content-Type")).startsWith("text/markdown");
        assertThat(markdown.http().body()).isEqualTo("weekly 2026-W47 false");
        Installation.Reply page = installation.get(VIEWER, "/reports/monthly?format=html");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.http().body()).isEqualTo("monthly null true");
    }

    @Test
    void report_forAnAuditor_isTheAdministrators() throws Exception {
        assertThat(installation.get(RESPONDER, "/reports/audit").status()).isEqualTo(403);
        assertThat(installation.get(ADMIN, "/reports/audit").http().body()).isEqualTo("audit null false");
    }

    @Test
    void report_thatIsNone_isRefusedWithTheReason() throws Exception {
        assertThat(installation
                        .get(VIEWER, "/reports/monthly?period=2026-13")
                        .json()
                        .get("detail")
                        .asText())
                .contains("there is no period 2026-13");
        assertThat(installation.get(VIEWER, "/reports/monthly?format=pdf").status())
                .isEqualTo(400);
        assertThat(installation.get(VIEWER, "/reports/daily").status()).isEqualTo(404);
    }
}
