package io.keycanary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.token.CanaryToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.event.ruler.Ruler;

/** By the matcher that EventBridge itself uses. */
class EventPatternTest {
    private static final Map<String, String> UNSEEN = Map.ofEntries(
            Map.entry("use: user ARN alone", "every record of CloudTrail has the principal id or the key too"),
            Map.entry("use: session issuer ARN alone", "the same"),
            Map.entry("use: escaped slashes in an ARN", "the ARN alone"),
            Map.entry("use: escaped hyphen in an ARN", "the ARN alone"),
            Map.entry("use: duplicate member, first occurrence", "the reader of this test keeps the last"),
            Map.entry("use: duplicate user identity", "the reader of this test keeps the last"),
            Map.entry("learned: key of GetSessionToken #1", "the key was not known when the rules were made"),
            Map.entry("learned: key of GetFederationToken, ISO time #1", "the same"),
            Map.entry("learned: a learned key teaches the next one #1", "the same"),
            Map.entry("learned: a learned key teaches the next one #2", "the same"));

    /** What EventBridge lets through and the detector then drops: it looks into arrays and joins names by dots. */
    private static final Set<String> SEEN_TOO =
            Set.of("no match: top-level member that looks like a path", "no match: user identity is an array");

    @TestFactory
    Stream<DynamicTest> patterns_seeWhatTheDetectorSees() {
        return RecordCase.all().stream()
                .filter(RecordCase::isJson)
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    Set<String> used = UNSEEN.containsKey(c.name()) ? Set.of() : c.used();
                    assertThat(seen(EventPattern.of(RecordCase.ACCOUNT, c.tokens(), List.of()), c.envelope()))
                            .isEqualTo(!used.isEmpty() || SEEN_TOO.contains(c.name()));
                }));
    }

    @Test
    void path_seesEveryUseOfItsTokensByArn() {
        List<RecordCase> withArn = RecordCase.all().stream()
                .filter(c -> c.used().contains("decoy") && c.record().contains(":user/svc/ci/build-runner\""))
                .toList();
        assertThat(withArn).hasSizeGreaterThan(10).allSatisfy(c -> {
            EventPattern path = EventPattern.of(RecordCase.ACCOUNT, c.tokens(), List.of("/svc/ci/"))
                    .getFirst();
            assertThat(seen(List.of(path), c.envelope())).isTrue();
        });
    }

    @Test
    void fleetOfAWholeAccount_needsMoreRulesThanABusTakes_andByPathLess() {
        Site site = new Site(PipelineExample.ACCOUNT, "aws", "us-east-1", List.of("eu-south-1"), "watch");
        List<CanaryToken> fleet = new ArrayList<>(PipelineExample.fleet(5000));
        int limit = RuleChoice.ALL.limit("us-east-1");
        assertThat(rules(site, fleet, false)).isGreaterThan(limit);
        assertThat(rules(site, fleet, true)).isLessThan(limit);
        fleet.add(PipelineExample.token(
                "elsewhere", "arn:aws:iam::111122223333:user/x", "AIDAELSEWHERE", List.of("AKIAELSEWHERE0000000")));
        assertThat(EventPattern.of(PipelineExample.ACCOUNT, fleet, List.of("/svc/ci/"), true))
                .as("a token outside of the path keeps its rules")
                .anySatisfy(pattern -> assertThat(pattern.text()).contains("AIDAELSEWHERE"))
                .anySatisfy(pattern -> assertThat(pattern.text()).contains("AKIAELSEWHERE"));
    }

    private static int rules(Site site, List<CanaryToken> fleet, boolean byPath) {
        return Blueprint.of(site, fleet, List.of("/svc/ci/"), 100, List.of(), byPath)
                .rules();
    }

    @Test
    void limit_isThatOfTheRegion_unlessAQuotaWasGiven() {
        assertThat(RuleChoice.ALL.limit("eu-west-1")).isEqualTo(300);
        assertThat(RuleChoice.ALL.limit("eu-south-1")).isEqualTo(100);
        assertThat(new RuleChoice(false, 500).limit("eu-south-1")).isEqualTo(500);
        assertThat(RuleChoice.ALL.isNear("eu-west-1", 269)).isFalse();
        assertThat(RuleChoice.ALL.isNear("eu-west-1", 270)).isTrue();
        assertThat(RuleChoice.ALL.isNear("eu-west-1", 300)).isTrue();
        assertThat(RuleChoice.ALL.isNear("eu-west-1", 301)).isFalse();
    }

    @Test
    void fleet_isPackedWithinTheLimit_andEachTokenIsSeen() {
        List<CanaryToken> fleet = PipelineExample.fleet(200);
        List<EventPattern> patterns = EventPattern.of(PipelineExample.ACCOUNT, fleet, List.of("/svc/ci/"));
        assertThat(patterns)
                .hasSizeLessThan(25)
                .allSatisfy(pattern -> assertThat(pattern.text()).hasSizeLessThanOrEqualTo(EventPattern.MAX_CHARS));
        List<EventPattern> byPrincipal = patterns.stream()
                .filter(p -> p.name().startsWith("principal-id-"))
                .toList();
        for (CanaryToken token : fleet) {
            assertThat(seen(
                            byPrincipal,
                            event("principalId", String.valueOf(token.identity().principalId()))))
                    .isTrue();
        }
        assertThat(seen(patterns, event("principalId", "AIDA9"))).isFalse();
    }

    @Test
    void tokenWithoutPrincipalId_isToldByItsArn() {
        String arn = "arn:aws:iam::111122223333:user/a/b";
        CanaryToken token = PipelineExample.token("a", arn, null, List.of());
        List<EventPattern> patterns = EventPattern.of(PipelineExample.ACCOUNT, List.of(token), List.of());
        assertThat(seen(patterns, event("arn", arn))).isTrue();
        assertThat(seen(patterns, event("arn", arn + "c"))).isFalse();
    }

    @Test
    void health_seesTheNoticeThatAKeyIsPublic() {
        String notice = JsonText.compact(Map.of(
                "source",
                "aws.health",
                "detail",
                Map.of("service", "RISK", "eventTypeCode", "AWS_RISK_CREDENTIALS_EXPOSED")));
        assertThat(seen(List.of(EventPattern.ofHealth()), notice)).isTrue();
        assertThat(seen(List.of(EventPattern.ofHealth()), notice.replace("EXPOSED", "x")))
                .isFalse();
    }

    private static String event(String member, String value) {
        return JsonText.compact(Map.of("source", "aws.s3", "detail", Map.of("userIdentity", Map.of(member, value))));
    }

    private static boolean seen(List<EventPattern> patterns, String event) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, event));
    }

    private static boolean matches(EventPattern pattern, String event) {
        try {
            return Ruler.matchesRule(event, pattern.text());
        } catch (Exception e) { // it declares nothing narrower
            throw new AssertionError(pattern.text(), e);
        }
    }
}
