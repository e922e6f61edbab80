package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.desk.DrillDesk;
import io.keycanary.desk.DrillRounds;
import io.keycanary.desk.PipelineDesk;
import io.keycanary.drill.KeyUse.Answer;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.Account;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Drills by the schedule. */
class DrillRoundsTest {
    private static final Duration EVERY = Duration.ofDays(7);
    private static final URI ENDPOINT = URI.create("http://127.0.0.1:8441");

    private final Desk desk = new Desk();
    private final List<String> used = new ArrayList<>();
    private @Nullable String error;

    private DrillRounds rounds() {
        return new DrillRounds(
                desk.ledger,
                desk.drills,
                (key, secret, region, endpoint) -> {
                    used.add(key);
                    return new Answer("req-" + used.size(), error);
                },
                ENDPOINT,
                desk.alertDesk,
                EVERY,
                desk.clock,
                new Random(1));
    }

    private void sweepAfter(Duration time) {
        desk.pass(time);
        rounds().sweep();
    }

    /** Until the next drill begins; gives the time that it took. */
    private Duration untilUsed() {
        int before = used.size();
        Instant began = desk.clock.instant();
        while (used.size() == before) {
            sweepAfter(Duration.ofHours(1));
        }
        return Duration.between(began, desk.clock.instant());
    }

    private void seen(CanaryToken token, DetectionPath path) {
        String id = "" + used.size();
        desk.offer(
                new CloudTrail.Call(token, id, "sts", "GetCallerIdentity", "198.51.100.7", desk.clock.instant() + "")
                        .json(),
                path,
                true,
                null);
    }

    private List<Alert> missed() {
        return desk.alerts().stream()
                .filter(alert -> alert.reason() == Alert.Reason.DRILL_MISSED)
                .toList();
    }

    @Test
    void token_isDrilledAtATimeOfChance_thenAgainAndAgainAboutAsOftenAsSet() {
        CanaryToken token = desk.token("svc-a");
        sweepAfter(Duration.ZERO);
        assertThat(used).as("not at once").isEmpty();
        assertThat(untilUsed()).isLessThanOrEqualTo(EVERY.plusHours(1));
        seen(token, DetectionPath.ENDPOINT);
        for (int i = 0; i < 3; i++) {
            assertThat(untilUsed())
                    .isBetween(
                            EVERY.multipliedBy(9).dividedBy(10),
                            EVERY.multipliedBy(11).dividedBy(10).plusHours(1));
            seen(token, DetectionPath.ENDPOINT);
        }
        sweepAfter(DrillDesk.PATIENCE);
        assertThat(missed()).isEmpty();
        assertThat(desk.tokens.require(token.id().toString()).facts().lastProofAt())
                .isNotNull();
        assertThat(desk.all()).as("no incident").isEmpty();
    }

    @Test
    void drill_thatNothingTellsOf_isAnAlert_once() {
        CanaryToken token = desk.token("svc-a");
        sweepAfter(Duration.ZERO);
        untilUsed();
        sweepAfter(Duration.ofSeconds(5));
        assertThat(missed()).as("there is still time").isEmpty();
        sweepAfter(DrillDesk.PATIENCE);
        sweepAfter(Duration.ofMinutes(1));
        assertThat(missed()).singleElement().satisfies(alert -> {
            assertThat(alert.token()).isEqualTo(token.id());
            assertThat(alert.leaked()).isEqualTo("svc-a");
            assertThat(alert.tried()).contains("nothing told of the use of its key");
        });
        assertThat(untilUsed()).as("it goes on").isLessThan(EVERY.multipliedBy(2));
    }

    @Test
    void drill_whoseKeyDoesNotWork_isAnAlertAtOnce() {
        desk.token("svc-a");
        error = "InvalidClientTokenId: the key is gone";
        sweepAfter(Duration.ZERO);
        untilUsed();
        assertThat(missed())
                .singleElement()
                .satisfies(alert -> assertThat(alert.tried())
                        .contains("its key could not be used: InvalidClientTokenId: the key is gone"));
    }

    @Test
    void drill_thatOnePathDoesNotTellOf_namesThePath() {
        CanaryToken local = desk.token("svc-a");
        CanaryToken token = new CanaryToken(
                local.id(),
                local.label(),
                new Account.AwsAccount("111122223333"),
                local.identity(),
                local.keys(),
                local.stewardship(),
                local.facts());
        ManagedAccount account = new ManagedAccount(
                "prod",
                new Account.AwsAccount("111122223333"),
                new AccountAccess(null, null, null, "eu-west-1", null),
                "/svc/",
                new DecoyTag("CostUnit", "1"),
                Desk.T);
        Site site = new Site("111122223333", "aws", "eu-west-1", List.of(), "watch");
        desk.ledger.change(stores -> {
            stores.tokens().update(token);
            stores.accounts().put(account);
        });
        new PipelineDesk(desk.ledger, desk.clock)
                .installed(
                        Blueprint.of(site, List.of(), List.of("/svc/"), 10, List.of()),
                        new Choice(false, true, false, false),
                        "test");
        sweepAfter(Duration.ZERO);
        untilUsed();
        seen(token, DetectionPath.EVENT_HISTORY);
        sweepAfter(Duration.ofMinutes(19));
        assertThat(missed()).isEmpty();
        sweepAfter(Duration.ofMinutes(2));
        assertThat(missed())
                .singleElement()
                .satisfies(
                        alert -> assertThat(alert.tried()).endsWith("the use of its key did not come by eventbridge"));
    }
}
