package io.keycanary.api;

import io.keycanary.intake.IntakeCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What Prometheus reads. Label values come from closed lists, never from a request. */
final class Metrics {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge parts;
    private final Health health;
    private final Supplier<IntakeCounts.Reading> intake;

    Metrics(Supplier<IntakeCounts.Reading> intake, Health health) {
        this.health = health;
        this.intake = intake;
        parts = MultiGauge.builder("keycanary.part.up")
                .description("1 when a part has no problem")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        count("batches", IntakeCounts.Reading::batches);
        count("foreign", IntakeCounts.Reading::foreign);
        count("damaged", IntakeCounts.Reading::damaged);
        count("bytes", IntakeCounts.Reading::bytes);
        count("records", IntakeCounts.Reading::records);
        count("matched", IntakeCounts.Reading::matched);
        count("unmatched", IntakeCounts.Reading::unmatched);
        count("malformed", IntakeCounts.Reading::malformed);
    }

    /** The registry refers to what it reads only weakly: give it nothing that lives shorter than this. */
    private void count(String what, ToLongFunction<IntakeCounts.Reading> reading) {
        FunctionCounter.builder("keycanary.intake." + what, this, metrics -> reading.applyAsLong(metrics.intake.get()))
                .description("Since the start; records = matched + unmatched + malformed")
                .register(registry);
    }

    void served(Route route, int status, Duration time) {
        Timer.builder("keycanary.api.requests")
                .description("Requests by route and status")
                .tags(Tags.of("method", route.method(), "route", route.path(), "status", String.valueOf(status)))
                .register(registry)
                .record(time);
    }

    String scrape() {
        parts.register(
                health.report().parts().stream()
                        .<MultiGauge.Row<?>>map(part -> MultiGauge.Row.of(
                                Tags.of("kind", part.kind(), "name", part.name()), part.well() ? 1 : 0))
                        .toList(),
                true);
        return registry.scrape();
    }
}
