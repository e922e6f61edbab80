package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** {@code incident step --history} against a stub of LookupEvents, because moto has none. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SameSourceInHistoryStubTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");
    private static final String INTRUDER = "198.51.100.7";

    @TempDir
    private Path folder;

    private LookupEventsStub stub;
    private Program program;
    private String incident = "";

    @BeforeEach
    void anIncident() throws Exception {
        System.setProperty("aws.accessKeyId", "AKIAQTESTTESTTESTTES");
        System.setProperty("aws.secretAccessKey", "secret");
        stub = new LookupEventsStub();
        Path home = folder.resolve("home");
        program = new Program(home).at(NOW);
        Files.createDirectories(home.resolve("playbooks"));
        Files.writeString(home.resolve("playbooks/own.yaml"), """
                playbook: own
                version: 1
                title: Ours
                owner: ops
                steps:
                  - {id: now, title: Do it at once., kind: manual}
                  - {id: who-else, title: 'Who else?', kind: query, query: same-source}
                """);
        String token = program.run("token", "issue", "svc-a", "--playbook", "own", "--format", "json")
                .out();
        incident = SeenUse.of(home, new ObjectMapper().readTree(token), "e1", INTRUDER);
        try (SqlLedger ledger =
                SqlLedger.open(home.resolve("keycanary.db").toString(), MasterKey.inFile(home.resolve("master.key")))) {
            ledger.change(stores -> stores.accounts()
                    .put(new ManagedAccount(
                            "prod",
                            new AwsAccount("123456789012"),
                            new AccountAccess(null, null, null, "us-west-2", stub.url()),
                            "/batch/",
                            new DecoyTag("CostUnit", "4711"),
                            NOW)));
        }
    }

    @AfterEach
    void stop() {
        stub.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private void happened(String id, String region, String time, String user, String address) {
        stub.add(CloudTrailFiles.record(id, CloudTrailFiles.KEY, "x")
                .replace("\"type\":\"IAMUser\"", "\"type\":\"IAMUser\",\"arn\":\"" + user + "\"")
                .replace("us-east-1", region)
                .replace("2026-11-20T10:00:00Z", time)
                .replace(INTRUDER, address));
    }

    private Program.Result ask(String... more) {
        String[] line = {"incident", "step", incident, "who-else", "--history"};
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return program.run(all);
    }

    @Test
    void history_namesWhoElseCameFromThere_inTheRegionsOfTheIncidentAndOfTheAccount() {
        happened("1", "eu-west-1", "2026-11-23T11:40:00Z", "arn:aws:iam::123456789012:user/deploy", INTRUDER);
        happened("2", "us-east-1", "2026-11-23T12:10:00Z", "arn:aws:iam::123456789012:user/ann\\u001b[2J", INTRUDER);
        happened("3", "us-west-2", "2026-11-23T12:10:00Z", "arn:aws:iam::123456789012:user/home", INTRUDER);
        happened("4", "us-east-1", "2026-11-23T12:10:00Z", "arn:aws:iam::123456789012:user/other", "192.0.2.1");
        happened("5", "us-east-1", "2026-11-23T09:00:00Z", "arn:aws:iam::123456789012:user/long-before", INTRUDER);
        happened("6", "ap-south-1", "2026-11-23T12:00:00Z", "arn:aws:iam::123456789012:user/elsewhere", INTRUDER);

        Program.Result answer = ask("--account", "prod");

        assertThat(answer.code()).as(answer.err()).isEqualTo(Exit.OK);
        assertThat(answer.out())
                .contains(
                        "user/deploy with key " + CloudTrailFiles.KEY + ": 1 calls from 2026-11-23T11:40:00Z",
                        "user/ann\\u{1b}[2J",
                        "user/home",
                        "the event history of account prod was read from 2026-11-23T10:59:58Z to",
                        "in eu-west-1, us-east-1, us-west-2")
                .doesNotContain("user/other", "long-before", "elsewhere", "\u001b");
        assertThat(ask("--account", "prod", "--region", "ap-south-1").out()).contains("elsewhere");
    }

    @Test
    void history_regionThatDoesNotAnswer_isNamedAndTheAnswerIncomplete() {
        happened("1", "us-west-2", "2026-11-23T12:10:00Z", "arn:aws:iam::123456789012:user/home", INTRUDER);
        stub.refuse(1, "AccessDeniedException");
        Program.Result answer = ask("--account", "prod");
        assertThat(answer.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(answer.out())
                .contains(
                        "user/home",
                        "could not be read: the event history of eu-west-1: there is no permission for"
                                + " cloudtrail:LookupEvents");
    }

    @Test
    void history_withoutAccountOrOfNoRegion_isRefusedBeforeAnyCall() {
        assertThat(ask().err()).contains("name the one to ask by --account");
        assertThat(ask("--account", "prod", "--region", "Frankfurt").err()).contains("--region is a name like");
        assertThat(ask("--account", "nobody").code()).isEqualTo(Exit.USAGE);
        assertThat(program.run("incident", "step", incident, "now", "--history", "--account", "prod")
                        .err())
                .contains("go with a step whose query is same-source");
        assertThat(program.run("incident", "step", incident, "who-else", "--region", "eu-west-1")
                        .err())
                .contains("go with --history");
        assertThat(stub.calls()).isZero();
    }

    /** The clock of the test stands at 12:30, so the last whole hour but one is that from 10 to 11. */
    @Test
    void cost_ofAPipeline_isCountedInTheHistory() {
        happened("1", "us-west-2", "2026-11-23T10:00:00Z", "arn:aws:iam::123456789012:user/a", INTRUDER);
        happened("2", "us-east-1", "2026-11-23T10:59:59Z", "arn:aws:iam::123456789012:user/a", INTRUDER);
        happened("3", "us-east-1", "2026-11-23T11:00:00Z", "arn:aws:iam::123456789012:user/a", INTRUDER);
        Program.Result cost = program.run("pipeline", "cost", "--account", "prod");
        assertThat(cost.code()).as(cost.err()).isEqualTo(Exit.OK);
        assertThat(cost.out())
                .contains(
                        "2 events from 2026-11-23T10:00:00Z to 2026-11-23T11:00:00Z in us-east-1, us-west-2",
                        "together             0.40");
        int asked = stub.calls();
        assertThat(program.run("pipeline", "cost", "--account", "prod", "--events", "1000000", "--second-trail")
                        .out())
                .contains("together            21.06", "second copy");
        assertThat(stub.calls()).as("the number was given").isEqualTo(asked);
    }
}
