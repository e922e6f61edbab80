package io.keycanary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.pipeline.MetricFilter.Identifier;
import io.keycanary.token.CanaryToken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPlanTest {
    /** What no filter can see though the detector does; docs/pipeline.md says so. */
    private static final Map<String, String> UNSEEN = Map.ofEntries(
            Map.entry("use: user ARN alone", "every record of CloudTrail has the principal id or the key too"),
            Map.entry("use: session issuer ARN alone", "the same"),
            Map.entry("use: sign-in by name in another case", "filters compare by case"),
            Map.entry("use: escaped slashes in an ARN", "the ARN alone"),
            Map.entry("use: escaped hyphen in an ARN", "the ARN alone"),
            Map.entry("use: duplicate member, first occurrence", "the reader of this test keeps the last"),
            Map.entry("use: duplicate user identity", "the reader of this test keeps the last"),
            Map.entry("learned: key of GetSessionToken #1", "the key was not known when the filters were made"),
            Map.entry("learned: key of GetFederationToken, ISO time #1", "the same"),
            Map.entry("learned: a learned key teaches the next one #1", "the same"),
            Map.entry("learned: a learned key teaches the next one #2", "the same"));

    @TestFactory
    Stream<DynamicTest> shards_seeWhatTheDetectorSees() {
        return RecordCase.all().stream()
                .filter(RecordCase::isJson)
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    FilterPlan plan = FilterPlan.of(RecordCase.ACCOUNT, c.tokens(), List.of(), 100);
                    Set<String> used = UNSEEN.containsKey(c.name()) ? Set.of() : c.used();
                    assertThat(seen(plan, c)).isEqualTo(!used.isEmpty());
                }));
    }

    private static boolean seen(FilterPlan plan, RecordCase c) {
        return plan.filters().stream().anyMatch(filter -> filter.pattern().matches(c.event()));
    }

    @Test
    void path_seesEveryUseOfItsTokensByArn() {
        List<RecordCase> withArn = RecordCase.all().stream()
                .filter(c -> c.used().contains("decoy") && c.record().contains(":user/svc/ci/build-runner\""))
                .toList();
        assertThat(withArn).hasSizeGreaterThan(10);
        assertThat(withArn).allSatisfy(c -> {
            FilterPlan plan = FilterPlan.of(RecordCase.ACCOUNT, c.tokens(), List.of("/svc/ci/"), 1);
            assertThat(plan.filters()).hasSize(1);
            assertThat(seen(plan, c)).isTrue();
        });
    }

    @Test
    void path_seesNobodyOutsideOfIt() {
        List<String> others = new ArrayList<>();
        for (RecordCase c : RecordCase.all().stream().filter(RecordCase::isJson).toList()) {
            FilterPlan plan = FilterPlan.of(RecordCase.ACCOUNT, c.tokens(), List.of("/svc/ci/"), 1);
            if (!c.used().contains("decoy") && seen(plan, c)) {
                others.add(c.name());
            }
        }
        // another user below the path is seen as well: there must be none, so it is worth an alarm
        assertThat(others).containsExactly("no match: ARN as a prefix", "no match: ARN as a path prefix");
    }

    @Test
    void fleet_fillsPatternsToTheirLimit_andSaysWhoIsCoveredByWhat() {
        List<CanaryToken> fleet = PipelineExample.fleet(40);
        FilterPlan plan = FilterPlan.of(PipelineExample.ACCOUNT, fleet, List.of("/svc/ci/"), 100);
        assertThat(plan.left()).isZero();
        assertThat(plan.filters())
                .allSatisfy(filter ->
                        assertThat(filter.pattern().toString()).hasSizeLessThanOrEqualTo(FilterPattern.MAX_CHARS));
        assertThat(plan.filters().stream().map(MetricFilter::name))
                .containsExactly(
                        "path-1",
                        "principal-id-1",
                        "principal-id-2",
                        "principal-id-3",
                        "principal-id-4",
                        "principal-id-5",
                        "principal-id-6",
                        "access-key-1",
                        "access-key-2",
                        "access-key-3",
                        "sign-in-1",
                        "sign-in-2");
        assertThat(plan.coverage()).hasSize(40).allSatisfy(coverage -> {
            assertThat(coverage.filters()).containsOnlyKeys(Identifier.values());
            assertThat(coverage.whole()).isTrue();
        });
    }

    /** The coverage table is checked against the patterns themselves. */
    @Test
    void coverage_namesTheFiltersThatMatch() {
        List<CanaryToken> fleet = PipelineExample.fleet(30);
        FilterPlan plan = FilterPlan.of(PipelineExample.ACCOUNT, fleet, List.of(), 100);
        for (int i = 0; i < fleet.size(); i++) {
            Map<String, Object> identity = Map.of(
                    "principalId", String.valueOf(fleet.get(i).identity().principalId()),
                    "accountId", PipelineExample.ACCOUNT,
                    "accessKeyId", fleet.get(i).keys().getFirst().id(),
                    "userName", String.valueOf(fleet.get(i).identity().userName()));
            Map<String, Object> event = Map.of("eventSource", "signin.amazonaws.com", "userIdentity", identity);
            Set<String> matching = new LinkedHashSet<>();
            plan.filters().stream()
                    .filter(filter -> filter.pattern().matches(event))
                    .forEach(filter -> matching.add(filter.name()));
            Set<String> named = new LinkedHashSet<>();
            plan.coverage().get(i).filters().values().forEach(named::addAll);
            assertThat(matching).isEqualTo(named);
        }
    }

    @Test
    void fleet_beyondTheRoom_keepsPathsAndTokensOutsideOfThem_andSaysWhatIsLeft() {
        List<CanaryToken> tokens = new ArrayList<>(PipelineExample.fleet(5000));
        CanaryToken outside = PipelineExample.token(
                "outside", "arn:aws:iam::111122223333:user/other", "AIDA00000000000OUTSIDE", List.of());
        tokens.add(outside);
        FilterPlan plan = FilterPlan.of(PipelineExample.ACCOUNT, tokens, List.of("/svc/ci/"), 100);
        assertThat(plan.filters()).hasSize(100);
        assertThat(plan.left()).isGreaterThan(800);
        assertThat(plan.coverage()).allMatch(FilterPlan.Coverage::whole);
        assertThat(plan.coverage().getLast().filters()).containsKey(Identifier.PRINCIPAL_ID);
    }

    @Test
    void fleet_withoutAPath_saysWhomNothingSees() {
        FilterPlan plan = FilterPlan.of(PipelineExample.ACCOUNT, PipelineExample.fleet(1000), List.of(), 100);
        long seen = plan.coverage().stream().filter(FilterPlan.Coverage::whole).count();
        assertThat(seen).isBetween(600L, 800L);
        assertThat(plan.coverage().stream().filter(FilterPlan.Coverage::none).count())
                .isEqualTo(1000 - seen);
    }

    @Test
    void tokenWithoutPrincipalId_isToldByItsArn_alsoByTheLongest() {
        String path = "/" + "p".repeat(510) + "/";
        CanaryToken token = PipelineExample.token(
                "long", "arn:aws:iam::111122223333:user" + path + "n".repeat(64), null, List.of());
        FilterPlan plan = FilterPlan.of(PipelineExample.ACCOUNT, List.of(token), List.of(path), 100);
        Map<String, Object> identity =
                Map.of("arn", String.valueOf(token.identity().userArn()));
        List<Map<String, Object>> events = List.of(
                Map.of("userIdentity", identity),
                Map.of("userIdentity", Map.of("sessionContext", Map.of("sessionIssuer", identity))));
        assertThat(plan.coverage().getFirst().filters()).containsKeys(Identifier.PATH, Identifier.PRINCIPAL_ID);
        for (Identifier by : List.of(Identifier.PATH, Identifier.PRINCIPAL_ID)) {
            assertThat(events)
                    .allMatch(event -> plan.filters().stream()
                            .anyMatch(filter ->
                                    filter.by() == by && filter.pattern().matches(event)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "svc/", "/svc", "/a b/", "/a*/", "/a\"/", "", "/${x}/"})
    void decoyPath_thatIsNone_orIsEverybodys_isRefused(String path) {
        assertThatThrownBy(() -> FilterPlan.of(PipelineExample.ACCOUNT, List.of(), List.of(path), 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + path + "\"");
    }
}
