package io.keycanary.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.access.ApiToken;
import io.keycanary.access.Role;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccessDeskTest {
    private final MemoryLedger ledger = new MemoryLedger();
    private final AccessDesk desk = new AccessDesk(ledger, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

    @Test
    void firstAdmin_isMadeOnce() {
        AccessDesk.Made made = desk.firstAdmin().orElseThrow();

        assertThat(made.token().role()).isEqualTo(Role.ADMIN);
        assertThat(desk.authenticate(made.text())).contains(made.token());
        assertThat(desk.firstAdmin()).isEmpty();
    }

    @Test
    void revokedAdmin_isNotMadeAgain() {
        desk.revoke(desk.firstAdmin().orElseThrow().token().id(), "admin");

        assertThat(desk.firstAdmin()).as("who took it away wants it away").isEmpty();
    }

    @Test
    void text_isNowhereButInTheAnswer() {
        AccessDesk.Made made = desk.make("night shift", Role.VIEWER, "admin");
        String text = made.text().reveal(SecretAccess.forInsecureReading());

        assertThat(text).startsWith(AccessDesk.PREFIX).hasSize(AccessDesk.PREFIX.length() + 43);
        assertThat(made.toString()).doesNotContain(text);
        assertThat(desk.all().toString()).doesNotContain(text);
        String audit = ledger.read(stores -> stores.audit().after(0, 10).toString());
        assertThat(audit).contains("access.make").doesNotContain(text);
    }

    @Test
    void revoked_isRefusedAndKeepsItsFirstTime() {
        AccessDesk.Made made = desk.make("night shift", Role.VIEWER, "admin");
        ApiToken revoked = desk.revoke(made.token().id(), "admin");

        assertThat(desk.authenticate(made.text())).isEmpty();
        assertThat(desk.revoke(made.token().id(), "admin")).isEqualTo(revoked);
    }

    @Test
    void unknown_isRefused() {
        assertThat(desk.authenticate(Secret.of(AccessDesk.PREFIX + "guess"))).isEmpty();
        assertThatThrownBy(() -> desk.revoke(new UUID(0, 0), "admin"))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("no API token");
    }
}
