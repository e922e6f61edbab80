package io.keycanary.api;

import static io.keycanary.access.Role.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Posts of Amazon SNS, against the real server. */
class NoticeApiTest {
    private static final String TYPE = "Content-Type";

    private final Installation installation = new Installation();

    @AfterEach
    void stop() {
        installation.close();
    }

    @Test
    void post_thatIsTaken_isAnsweredSo_alsoAsPlainText() throws Exception {
        assertThat(installation
                        .send(null, "POST", "/sns", "{}", TYPE, "text/plain; charset=UTF-8")
                        .status())
                .isEqualTo(200);
        assertThat(installation.send(null, "POST", "/sns", "{}").status()).isEqualTo(200);
    }

    @Test
    void post_thatIsRefused_isAnsweredWithTheReason() throws Exception {
        Installation.Reply answer = installation.send(ADMIN, "POST", "/sns", "{ }", TYPE, "text/plain");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("detail").asText()).contains("its signature is not right");
    }

    @Test
    void post_thatIsTooLong_orOfAnotherType_isNotLookedAt() throws Exception {
        String big = " ".repeat(HookRoutes.MAX_BODY_BYTES + 1);
        assertThat(installation
                        .send(null, "POST", "/sns", big, TYPE, "text/plain")
                        .status())
                .isEqualTo(413);
        assertThat(installation
                        .send(null, "POST", "/sns", "{}", TYPE, "text/html")
                        .status())
                .isEqualTo(415);
    }
}
