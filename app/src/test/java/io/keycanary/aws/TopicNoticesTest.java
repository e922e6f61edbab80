package io.keycanary.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.intake.Quarantine;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.Account;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicNoticesTest {
    private static final String ACCOUNT = "123456789012";
    private static final Site SITE = new Site(ACCOUNT, "aws", "us-east-1", List.of(), "watch");
    private static final String RANG = "{\"AlarmName\":\"watch\",\"NewStateValue\":\"ALARM\","
            + "\"StateChangeTime\":\"2026-11-28T11:59:51.730+0000\",\"AlarmArn\":\"" + SITE.alarmArn() + "\"}";

    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private final MemoryLedger ledger = new MemoryLedger();
    private final TopicNotices notices = new TopicNotices(ledger, new AwsAccounts(() -> now, request -> {}), () -> now);

    @BeforeEach
    void pipeline() {
        ledger.change(stores -> {
            stores.accounts()
                    .put(new ManagedAccount(
                            "prod",
                            new Account.AwsAccount(ACCOUNT),
                            new AccountAccess(null, null, null, "us-east-1", null),
                            "/batch/",
                            new DecoyTag("CostUnit", "x"),
                            now));
            stores.pipelines().put(new InstalledPipeline(SITE, List.of(), new Choice(true, false, false, false), now));
        });
    }

    private List<Checkpoint> kept(String prefix) {
        return ledger.read(stores -> stores.checkpoints().startingWith(prefix));
    }

    private void publish(String id, String message) {
        notices.published(SITE.topicArn(), id, message, now);
    }

    @Test
    void alarm_waitsForItsRecord_asOneFromTheQueueDoes() {
        publish("m-1", RANG);
        assertThat(new PendingAlarms(ledger, "prod/watch").all())
                .containsExactly(
                        new PendingAlarms.Notice(SITE.alarmArn(), Instant.parse("2026-11-28T11:59:51.730Z"), now));
    }

    @Test
    void sameMessage_again_changesNothing_alsoAfterItsAlarmIsSettled() {
        publish("m-1", RANG);
        ledger.change(
                stores -> kept("alarm:").forEach(one -> stores.checkpoints().remove(one.source())));
        publish("m-1", RANG);
        assertThat(kept("alarm:")).isEmpty();
    }

    @Test
    void whatCame_isForgottenLaterThanSnsRepeatsIt() {
        publish("m-1", RANG);
        now = now.plus(Duration.ofMinutes(119));
        publish("m-2", RANG);
        assertThat(kept("sns-message|")).hasSize(2);
        now = now.plus(Duration.ofMinutes(2));
        publish("m-3", RANG);
        assertThat(kept("sns-message|"))
                .extracting(Checkpoint::source)
                .containsExactlyInAnyOrder("sns-message|m-2", "sns-message|m-3");
    }

    @Test
    void alarmThatIsOver_isNothing_andWhatIsNoAlarmIsKept() {
        publish("m-1", RANG.replace("\"ALARM\"", "\"OK\""));
        publish("m-2", "{\"detail\":{},\"detail-type\":\"x\"}");
        assertThat(kept("alarm:")).isEmpty();
        assertThat(ledger.<List<Quarantine.Entry>>read(
                        stores -> stores.quarantine().newest(5)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).contains("of nothing else"));
    }

    @Test
    void topics_thatAreAwaited_areThoseOfPipelinesWithAnAlarm() {
        assertThat(notices.isAwaited(SITE.topicArn())).isTrue();
        assertThat(notices.isAwaited(SITE.topicArn() + "2")).isFalse();
        ledger.change(stores -> stores.pipelines()
                .put(new InstalledPipeline(SITE, List.of(), new Choice(false, true, false, false), now)));
        assertThat(notices.isAwaited(SITE.topicArn())).isFalse();
    }
}
