package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * {@code token import --account}: users that are in moto already, and an event history and regions that a stub answers,
 * because moto has no history and all regions.
 */
class AccountImportStubTest extends MotoAccount {
    private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USED = "2026-10-05T03:04:05Z";

    private MotoWithStubs aws;
    private LookupEventsStub history;
    private Program program;
    private AccessKey first;

    @BeforeEach
    void decoysOfEarlierTimes() throws Exception {
        aws = new MotoWithStubs(url());
        history = new LookupEventsStub();
        aws.history(history);
        aws.regions(List.of("us-east-1", "eu-west-1"), List.of("me-south-1"));
        program = program().at(NOW);
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        Program.Result added = program.run(
                "account",
                "add",
                "prod",
                "--profile",
                "prod",
                "--path",
                "/batch/",
                "--endpoint-url",
                aws.url().toString());
        assertThat(added.code()).as(added.err()).isEqualTo(Exit.OK);
        first = decoy("old-1");
        decoy("old-2");
        iam().createUser(r -> r.userName("ann"));
    }

    @AfterEach
    void stop() {
        aws.close();
        history.close();
    }

    private AccessKey decoy(String name) {
        Tag tag = Tag.builder().key("kind").value("decoy").build();
        iam().createUser(r -> r.userName(name).path("/decoys/").tags(tag));
        return iam().createAccessKey(r -> r.userName(name)).accessKey();
    }

    private Program.Result load(int exit, String... which) {
        List<String> line = new ArrayList<>(List.of("token", "import", "--account", "prod"));
        line.addAll(List.of("--owner", "ann", "--purpose", "trap", "--playbook", "call ann"));
        line.addAll(List.of(which));
        Program.Result result = program.run(line.toArray(String[]::new));
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(exit);
        return result;
    }

    /** A use of the first decoy's key. */
    private void used(String eventId, String region, String requestId) {
        history.add(CloudTrailFiles.record(eventId, first.accessKeyId(), "x")
                .replace("us-east-1", region)
                .replace("2026-11-20T10:00:00Z", USED)
                .replace("\"eventID\"", "\"requestID\":\"" + requestId + "\",\"eventID\""));
    }

    private List<JsonNode> json(String... line) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        for (String one : program.run(line).lines()) {
            all.add(JSON.readTree(one));
        }
        return all;
    }

    @Test
    void users_onAPath_becomeTokens_andEarlierUsesIncidentsOfTheirTime() throws Exception {
        used("e1", "eu-west-1", "r1");
        used("e2", "us-east-1", "r2");
        history.add(CloudTrailFiles.record("e3", CloudTrailFiles.KEY, "x")
                .replace("2026-11-20T10:00:00Z", USED)
                .replace("\"eventID\"", "\"requestParameters\":{\"userName\":\"old-1\"},\"eventID\"")
                .replace("s3.amazonaws.com", "iam.amazonaws.com")
                .replace("ListBuckets", "CreateAccessKey"));
        Program.Result result = load(Exit.FOUND, "--path", "/decoys/");
        assertThat(result.out())
                .containsPattern("imported  \\w+  arn:aws:iam::123456789012:user/decoys/old-1")
                .contains("user/decoys/old-2", first.accessKeyId())
                .doesNotContain("ann");
        assertThat(result.err())
                .contains("secrets of these keys are not known", "token rotate", "not on the path /batch/")
                .contains("90 days in eu-west-1, us-east-1: 2 uses of 1 tokens", "1 calls of others");

        List<JsonNode> incidents = json("incident", "list", "--format", "json");
        assertThat(incidents).hasSize(1);
        assertThat(incidents.getFirst().toString()).contains(USED, "\"OPEN\"");
        List<JsonNode> tokens = json("token", "list", "--format", "json");
        assertThat(tokens).hasSize(2);
        assertThat(tokens.toString()).contains("TRIGGERED", "ISSUED");
        assertThat(program.run("token", "show", "old-1").out()).contains("ann");
        assertThat(program.run("token", "reveal", "old-1").code()).isNotEqualTo(Exit.OK);
        assertThat(program.run("drill", "old-2").err()).contains("secret");
    }

    @Test
    void users_thatAreKnown_stayAsTheyAre_andUsesAreNotCountedTwice() throws Exception {
        used("e1", "eu-west-1", "r1");
        load(Exit.FOUND, "--user", "OLD-1");
        List<JsonNode> before = json("token", "list", "--format", "json");
        Program.Result again = load(Exit.FOUND, "--tag", "kind=decoy");
        assertThat(again.out()).contains("known", "imported").contains("old-2");
        assertThat(json("token", "list", "--format", "json")).hasSize(2).containsAll(before);
        assertThat(json("incident", "list", "--format", "json")).hasSize(1);
        assertThat(json("incident", "list", "--format", "json")
                        .getFirst()
                        .get("sightings")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void drill_ofOurs_isNoIncident() throws Exception {
        used("e1", "us-east-1", "drilled-by-us");
        Path home = folder.resolve("home");
        try (SqlLedger ledger =
                SqlLedger.open(home.resolve("keycanary.db").toString(), MasterKey.inFile(home.resolve("master.key")))) {
            ledger.change(stores -> stores.ownCalls().journal("drilled-by-us", NOW));
        }
        load(Exit.FOUND, "--user", "old-1");
        assertThat(json("incident", "list", "--format", "json")).isEmpty();
    }

    @Test
    void keys_areThoseOfTheUser_theNewestInUse() {
        AccessKey second = iam().createAccessKey(r -> r.userName("old-2")).accessKey();
        AccessKey inactive = iam().createAccessKey(r -> r.userName("old-1")).accessKey();
        iam().updateAccessKey(r ->
                r.userName("old-1").accessKeyId(inactive.accessKeyId()).status(StatusType.INACTIVE));
        String out = load(Exit.OK, "--path", "/decoys/", "--no-history").out();
        assertThat(out)
                .contains(second.accessKeyId(), inactive.accessKeyId() + " (inactive)")
                .contains("(the older of two)");
    }

    @Test
    void region_thatDoesNotAnswer_isTold_andTheOthersAreSearched() {
        used("e1", "us-east-1", "r1");
        history.refuse(1, "AccessDeniedException"); // eu-west-1 is first
        Program.Result result = load(Exit.INCOMPLETE, "--user", "old-1");
        assertThat(result.err())
                .contains("not searched: the event history of eu-west-1", "no permission for cloudtrail:LookupEvents")
                .contains("1 uses of 1 tokens");
    }

    @Test
    void input_thatIsWrong_importsNothing() throws Exception {
        assertThat(load(Exit.USAGE, "--user", "old-1", "--user", "nobody").err())
                .contains("nothing was imported", "nobody");
        assertThat(load(Exit.USAGE).err()).contains("which users");
        assertThat(load(Exit.USAGE, "--path", "decoys").err()).contains("slash");
        assertThat(program.run("token", "import").err()).contains("either a token file, or an account");
        assertThat(program.run("token", "import", "x.json", "--user", "a").err())
                .contains("go with --account");
        assertThat(json("token", "list", "--format", "json")).isEmpty();
    }
}
