package io.keycanary.cli;

import io.keycanary.figures.Figure;
import io.keycanary.figures.Figures;
import io.keycanary.figures.Measure;
import io.keycanary.figures.Prices;
import io.keycanary.figures.Spread;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures as one JSON object. */
final class FiguresJson {
    private FiguresJson() {}

    /** @param group empty when nothing is set apart */
    static Map<String, @Nullable Object> document(String group, Figures figures, @Nullable Prices prices) {
        Fields paths = new Fields();
        figures.paths().forEach((path, spread) -> paths.with(path.word(), document(spread)));
        Fields silence = new Fields();
        figures.silence().forEach((path, time) -> silence.with(path.word(), time.toMillis() / 1000.0));
        Fields fields = new Fields();
        if (!group.isEmpty()) {
            fields.with("group", group);
        }
        fields.with("tokens", figures.tokens())
                .with("incidents", figures.incidents())
                .with("verdicts", figures.verdicts())
                .with("drills", figures.drills())
                .with("detect", document(figures.detect()))
                .with("processing", document(figures.processing()))
                .with("alert", document(figures.alert()))
                .with("told", document(figures.told()))
                .with("acknowledge", document(figures.acknowledge()))
                .with("contain", document(figures.contain()))
                .with("resolve", document(figures.resolve()))
                .with("paths", paths.map())
                .with("silenceSeconds", silence.map())
                .with("proofAge", document(figures.proofAge()))
                .with("fidelity", figures.fidelity())
                .with("proven", figures.coverage())
                .with("coverage", figures.coveredPlaces())
                .with("undelivered", figures.undelivered())
                .with("skewed", figures.skewed())
                .with("unauthenticated", figures.unauthenticated())
                .with("expected", figures.expected());
        Figure.list(figures, prices).stream()
                .filter(figure -> figure.measure() == Measure.COST || figure.measure() == Measure.SAVING)
                .forEach(figure ->
                        fields.with(figure.measure().word(), figure.value()).with("currency", figure.of()));
        return fields.map();
    }

    private static Map<String, @Nullable Object> document(Spread spread) {
        return new Fields()
                .with("count", spread.count())
                .with("medianSeconds", seconds(spread, spread.median()))
                .with("p95Seconds", seconds(spread, spread.p95()))
                .with("maxSeconds", seconds(spread, spread.max()))
                .map();
    }

    private static @Nullable Double seconds(Spread spread, Duration duration) {
        return spread.count() == 0 ? null : duration.toMillis() / 1000.0;
    }
}
