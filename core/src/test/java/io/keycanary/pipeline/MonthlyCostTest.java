package io.keycanary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MonthlyCostTest {
    private static MonthlyCost cost(double events, boolean secondTrail) {
        Site site = new Site("111122223333", "aws", "eu-west-1", List.of("eu-central-1"), "activity-watch");
        Blueprint blueprint = Blueprint.of(site, List.of(), List.of("/batch/"), FilterPlan.MAX_FILTERS, List.of());
        return new MonthlyCost(blueprint, events, secondTrail);
    }

    private static double of(MonthlyCost cost, String path) {
        return cost.items().stream()
                .filter(item -> item.path().equals(path))
                .collect(Collectors.summingDouble(MonthlyCost.Item::dollars));
    }

    @Test
    void items_ofNoEvents_areMetricAndAlarmAlone() {
        assertThat(cost(0, false).dollars()).isCloseTo(0.40, within(1e-9));
    }

    /** 1.24 GB taken in at $0.50 and kept for a month at $0.03. */
    @Test
    void items_ofAMillionEvents_areThoseOfTheLogsAbove() {
        MonthlyCost cost = cost(1_000_000, false);
        assertThat(of(cost, "trail-logs")).isCloseTo(0.40 + 0.62 + 0.0372, within(1e-9));
        assertThat(of(cost, "trail")).isZero();
        assertThat(of(cost, "eventbridge")).isZero();
        assertThat(cost.items()).anyMatch(item -> item.how().contains("2 regions forward"));
    }

    @Test
    void items_ofASecondTrail_areTwentyDollarsMoreForAMillion() {
        assertThat(of(cost(1_000_000, true), "trail")).isCloseTo(20, within(1e-9));
    }

    @Test
    void items_withDataEvents_nameTheirPrice() {
        MonthlyCost without = cost(0, false);
        MonthlyCost with = new MonthlyCost(without.blueprint(), 0, false, true);
        assertThat(of(without, "trail-s3")).isZero();
        assertThat(with.items())
                .filteredOn(item -> item.path().equals("trail-s3"))
                .singleElement()
                .satisfies(item -> assertThat(item.how()).contains("$0.10 per 100,000"));
        assertThat(with.dollars()).isEqualTo(without.dollars());
    }
}
