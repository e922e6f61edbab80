package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.Blueprint.Subscriber;
import io.keycanary.pipeline.Export;
import io.keycanary.pipeline.Export.Query;
import io.keycanary.pipeline.Site;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import io.keycanary.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ExportTest {
    private static final Instant T = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ACCOUNT = "111122223333";
    private static final Site SITE =
            new Site(ACCOUNT, "aws", "eu-west-1", List.of("us-east-1", "eu-central-1"), "activity-watch");
    private static final List<CanaryToken> TOKENS = List.of(
            token(1, "o'neil+x", "AIDAQTESTTESTTESTTES1", "AKIAQTESTTESTTESTTE1"),
            token(2, "runner", "AIDAQTESTTESTTESTTES2", "AKIAQTESTTESTTESTTE2"));
    private static final String PREFIX = "arn:aws:iam::111122223333:user/svc/ci/";

    private static final List<String> DATA = List.of("/svc/ci/");

    @TempDir
    private Path folder;

    private static CanaryToken token(int number, String name, String principalId, String key) {
        return new CanaryToken(
                new TokenId(Uuid7.next(InstantSource.fixed(T.plusMillis(number)))),
                name,
                new AwsAccount(ACCOUNT),
                new DecoyIdentity("arn:aws:iam::" + ACCOUNT + ":user/svc/ci/" + name, principalId),
                List.of(new AccessKey(key, T, null, true)),
                Stewardship.NONE,
                TokenFacts.planned(T));
    }

    private static Blueprint blueprint() {
        return Blueprint.of(
                SITE,
                TOKENS,
                List.of("/svc/ci/"),
                100,
                List.of(Subscriber.parse("email:sec@example.com"), Subscriber.parse("https://example.com/h?a=${b}")));
    }

    private int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Of resources, properties, values and policies: cfn-lint knows the published schemas. */
    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "us-east-1"})
    void cloudFormation_passesCfnLint(String region) throws IOException, InterruptedException {
        Tool.skipWithout("cfn-lint", "--version");
        Files.writeString(folder.resolve("t.json"), Export.cloudFormation(blueprint(), region, DATA));
        int code = run("cfn-lint", "--regions", region, "--template", "t.json");
        assertThat(Files.readString(folder.resolve("output"))).isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void cloudFormation_holdsBothPaths_andAnotherRegionOnlyForwards() throws IOException {
        JsonNode home = new ObjectMapper()
                .readTree(Export.cloudFormation(blueprint(), "eu-west-1", List.of()))
                .get("Resources");
        assertThat(home.at("/Trail/Properties/IsMultiRegionTrail").asBoolean()).isTrue();
        assertThat(home.at("/Alarm/Properties/TreatMissingData").asText()).isEqualTo("notBreaching");
        assertThat(home.at("/RulePath1/Properties/State").asText())
                .isEqualTo("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
        assertThat(home.at("/BusRuleHealth").isMissingNode()).isFalse();
        assertThat(home.at("/RuleHealth").isMissingNode()).isTrue();
        assertThat(home.at("/Subscription1/Properties/Protocol").asText()).isEqualTo("email");
        assertThat(home.at("/DataTrail").isMissingNode()).isTrue();
        JsonNode other = new ObjectMapper()
                .readTree(Export.cloudFormation(blueprint(), "us-east-1", DATA))
                .get("Resources");
        assertThat(other).allSatisfy(resource -> {
            assertThat(resource.get("Type").asText()).isEqualTo("AWS::Events::Rule");
            assertThat(resource.at("/Properties/Targets/0/Arn").asText()).endsWith("event-bus/activity-watch");
        });
        assertThat(other.at("/RuleHealth").isMissingNode()).isFalse();
    }

    private static Blueprint ofPathsAlone() {
        return Blueprint.of(
                SITE, List.of(), List.of("/svc/ci/"), 100, blueprint().subscribers());
    }

    private static String stackSet() {
        return Export.stackSet(SITE, List.of("/svc/ci/"), blueprint().subscribers(), true);
    }

    @Test
    void stackSet_passesCfnLint() throws IOException, InterruptedException {
        Tool.skipWithout("cfn-lint", "--version");
        Files.writeString(folder.resolve("t.json"), stackSet());
        int code = run(
                "cfn-lint", "--regions", "eu-west-1", "us-east-1", "eu-central-1", "--template", folder + "/t.json");
        assertThat(Files.readString(folder.resolve("output"))).isEmpty();
        assertThat(code).isZero();
    }

    /** In each region of each account it makes what the template of that account and region makes. */
    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "us-east-1", "eu-central-1"})
    void stackSet_inARegion_makesWhatTheTemplateOfTheAccountMakes(String region) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode set = json.readTree(stackSet());
        List<JsonNode> made = new ArrayList<>();
        set.get("Resources").forEach(resource -> {
            ObjectNode copy = resource.deepCopy();
            if (holds(set.at("/Conditions/" + copy.remove("Condition").asText()), region)) {
                made.add(resolved(copy));
            }
        });
        List<JsonNode> wanted = new ArrayList<>();
        json.readTree(Export.cloudFormation(ofPathsAlone(), region, DATA))
                .get("Resources")
                .forEach(wanted::add);
        assertThat(made).containsExactlyElementsOf(wanted);
    }

    private static boolean holds(JsonNode condition, String region) {
        if (condition.has("Fn::Equals")) {
            return condition.at("/Fn::Equals/1").asText().equals(region);
        }
        if (condition.has("Fn::Not")) {
            return !holds(condition.at("/Fn::Not/0"), region);
        }
        return holds(condition.at("/Fn::And/0"), region) && holds(condition.at("/Fn::And/1"), region);
    }

    /** As CloudFormation resolves {@code Fn::Sub} in the account. */
    private static JsonNode resolved(JsonNode node) {
        if (node.has("Fn::Sub")) {
            return TextNode.valueOf(node.get("Fn::Sub")
                    .asText()
                    .replace("${AWS::AccountId}", ACCOUNT)
                    .replace("${!", "${"));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(resolved(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, resolved(array.get(i)));
            }
        }
        return node;
    }

    @Test
    void stackSet_namesNoAccount_butThatOfASubscriber() {
        assertThat(stackSet()).doesNotContain(ACCOUNT);
        String central = "arn:aws:sqs:eu-west-1:" + ACCOUNT + ":central";
        String set = Export.stackSet(SITE, List.of("/svc/ci/"), List.of(Subscriber.parse("sqs:" + central)), false);
        assertThat(set).contains("\"Endpoint\": \"" + central + "\"");
    }

    /** Without the provider, which cannot be had offline, Terraform still reads the whole configuration. */
    @Test
    void terraform_isReadByTerraform() throws IOException, InterruptedException {
        Tool.skipWithout("terraform", "version");
        Files.writeString(folder.resolve("main.tf.json"), Export.terraform(blueprint(), DATA));
        int code = run("terraform", "providers");
        assertThat(Files.readString(folder.resolve("output"))).contains("registry.terraform.io/hashicorp/aws");
        assertThat(code).isZero();
    }

    @Test
    void terraform_referencesOnlyWhatItHolds_andEscapesTemplates() throws IOException {
        String text = Export.terraform(blueprint(), DATA);
        JsonNode resources = new ObjectMapper().readTree(text).get("resource");
        java.util.regex.Pattern.compile("(?<!\\$)\\$\\{([a-z_]+)\\.([a-z0-9_]+)\\.")
                .matcher(text)
                .results()
                .forEach(reference -> assertThat(resources
                                .at("/" + reference.group(1) + "/" + reference.group(2))
                                .isMissingNode())
                        .as(reference.group())
                        .isFalse());
        assertThat(text).contains("https://example.com/h?a=$${b}");
        assertThat(resources.get("aws_cloudwatch_event_rule"))
                .allSatisfy(rule -> assertThat(rule.get("state").asText()).startsWith("ENABLED_WITH_ALL"));
    }

    @Test
    void terraform_withDataEvents_hasATrailForThem_andOneWithoutHasNone() throws IOException {
        JsonNode with = new ObjectMapper().readTree(Export.terraform(blueprint(), DATA));
        JsonNode trail = with.at("/resource/aws_cloudtrail/data");
        assertThat(trail.get("name").asText()).isEqualTo("activity-watch-data");
        assertThat(trail.get("s3_bucket_name").asText()).isEqualTo("${aws_s3_bucket.logs.id}");
        assertThat(trail.get("advanced_event_selector")).hasSize(8).allSatisfy(selector -> {
            assertThat(selector.at("/field_selector/0/equals/0").asText()).isEqualTo("Data");
            assertThat(selector.at("/field_selector/1/field").asText()).isEqualTo("resources.type");
            assertThat(selector.at("/field_selector/2/field").asText()).isEqualTo("userIdentity.arn");
            assertThat(selector.at("/field_selector/2/starts_with"))
                    .singleElement()
                    .extracting(JsonNode::asText)
                    .isEqualTo(PREFIX);
        });
        assertThat(with.at("/terraform/required_providers/aws/version").asText())
                .isEqualTo(">= 6.0");
        JsonNode without = new ObjectMapper().readTree(Export.terraform(blueprint(), List.of()));
        assertThat(without.at("/resource/aws_cloudtrail")).hasSize(1);
        assertThat(without.at("/terraform/required_providers/aws/version").asText())
                .isEqualTo(">= 5.40");
    }

    @Test
    void sigma_isARuleWithEveryIdentifier() {
        String text = Export.query(Query.SIGMA, TOKENS, List.of(PREFIX), "t");
        Map<String, Object> rule = new Yaml().load(text);
        assertThat(rule).containsKeys("title", "id", "logsource", "detection", "level");
        assertThat(String.valueOf(rule.get("detection")))
                .contains("AKIAQTESTTESTTESTTE1", "AIDAQTESTTESTTESTTES2", "o'neil+x", PREFIX, "1 of selection_*");
        assertThat(Export.query(Query.SIGMA, TOKENS, List.of(PREFIX), "t")).isEqualTo(text);
    }

    @Test
    void queries_nameEveryIdentifier_andQuoteNames() {
        String athena = Export.query(Query.ATHENA, TOKENS, List.of(PREFIX), "logs.cloudtrail");
        assertThat(athena)
                .contains(
                        "FROM logs.cloudtrail",
                        "useridentity.accesskeyid IN ('AKIAQTESTTESTTESTTE1', 'AKIAQTESTTESTTESTTE2')",
                        "lower(useridentity.username) IN ('o''neil+x', 'runner')",
                        "strpos(useridentity.arn, '" + PREFIX + "') = 1");
        assertThat(Export.query(Query.INSIGHTS, TOKENS, List.of(PREFIX), "t"))
                .contains(
                        "userIdentity.principalId in [\"AIDAQTESTTESTTESTTES1\"",
                        "tolower(userIdentity.userName) in [\"o'neil+x\", \"runner\"]");
        assertThat(Export.query(Query.SPLUNK, TOKENS, List.of(PREFIX), "t"))
                .contains("sourcetype=\"aws:cloudtrail\"", "userIdentity.arn=\"" + PREFIX + "*\"");
    }

    @Test
    void query_ofNothing_orOfAHostileTable_isRefused() {
        assertThatThrownBy(() -> Export.query(Query.SIGMA, List.of(), List.of(), "t"))
                .hasMessageContaining("nothing to look for");
        assertThatThrownBy(() -> Export.query(Query.ATHENA, TOKENS, List.of(), "t; drop"))
                .hasMessageContaining("t; drop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email:x", "http://a", "fax:1", "x", "sms:12", "sqs:q", "https:ftp://a"})
    void subscriber_ofAnotherForm_isRefused(String text) {
        assertThatThrownBy(() -> Subscriber.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
