package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.aws.AwsAccounts;
import io.keycanary.aws.AwsLiveExperiments;
import io.keycanary.cli.Exit;
import io.keycanary.cli.LiveExperiments;
import io.keycanary.cli.LiveExperiments.Answer;
import io.keycanary.cli.LiveExperiments.Outcome;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.User;

/** The open questions, asked of moto: that they are asked and taken back, not what AWS would say. */
class LiveDoctorTest extends MotoAccount {
    private static final List<Integer> BY_HAND = List.of(2, 3, 4, 6, 7, 9);

    @BeforeEach
    void profile() throws Exception {
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
    }

    private List<String> users() {
        return iam().listUsers().users().stream().map(User::userName).toList();
    }

    private static Map<Integer, Answer> asked() throws InterruptedException {
        Map<Integer, Answer> answers = new LinkedHashMap<>();
        new AwsLiveExperiments(new AwsAccounts(Clock.systemUTC(), request -> {}), Clock.systemUTC(), Duration.ZERO)
                .ask(
                        new ManagedAccount(
                                "prod",
                                new AwsAccount(ACCOUNT),
                                new AccountAccess("prod", null, null, "us-east-1", url()),
                                "/batch/",
                                new DecoyTag("CostUnit", "4711"),
                                Instant.EPOCH),
                        Duration.ZERO,
                        answer -> answers.put(answer.question().number(), answer));
        return answers;
    }

    @Test
    void questions_areAsked_andWhatWasMadeIsTakenBack_alsoWhatAnEarlierRunLeft() throws Exception {
        List<String> before = users();
        iam().createUser(r -> r.userName("live-check-left").path("/live-check/"));
        iam().createAccessKey(r -> r.userName("live-check-left"));
        Map<Integer, Answer> answers = asked();
        assertThat(answers.keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        answers.forEach((number, answer) -> {
            assertThat(answer.seen()).as("question " + number).isNotBlank();
            assertThat(answer.outcome() == Outcome.BY_HAND)
                    .as("question " + number)
                    .isEqualTo(BY_HAND.contains(number));
        });
        assertThat(Objects.requireNonNull(answers.get(1)).outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(Objects.requireNonNull(answers.get(8)).seen()).contains("--wait 1800");
        assertThat(answers.get(10))
                .returns(Outcome.NOT_ANSWERED, Answer::outcome)
                .extracting(Answer::seen)
                .asString()
                .contains("AWSCompromisedKeyQuarantineV4");
        assertThat(users()).isEqualTo(before);
    }

    @Test
    void doctor_withoutYes_saysWhatItWouldDo_andDoesNothing() {
        Program program = program();
        program.run(
                "account", "add", "prod", "--profile", "prod", "--path", "/batch/", "--endpoint-url", url().toString());
        List<String> before = users();
        Program.Result result = program.run("doctor", "--live", "--account", "prod");
        assertThat(result.code()).isEqualTo(Exit.REFUSED);
        for (LiveExperiments.Question question : new AwsLiveExperiments(
                        new AwsAccounts(Clock.systemUTC(), request -> {}), Clock.systemUTC())
                .questions()) {
            assertThat(result.out()).contains(question.number() + ". " + question.text(), question.does());
        }
        assertThat(users()).isEqualTo(before);
        assertThat(program.run("doctor", "--live").code()).isEqualTo(Exit.USAGE);
    }
}
