package io.keycanary.api;

import static io.keycanary.api.Permission.PUBLIC;
import static io.keycanary.api.Permission.VIEWER;

import io.keycanary.api.Route.Parameter;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.figures.Period;
import io.keycanary.token.Printable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the installation does: health, metrics, figures, and the description of this API. */
final class SystemRoutes {
    private final Health health;
    private final Metrics metrics;
    private final FiguresDesk figures;
    private final Supplier<Map<String, Object>> openApi;

    SystemRoutes(Health health, Metrics metrics, FiguresDesk figures, Supplier<Map<String, Object>> openApi) {
        this.health = health;
        this.metrics = metrics;
        this.figures = figures;
        this.openApi = openApi;
    }

    record Live(String status) {}

    List<Route> routes() {
        return List.of(
                Route.get("/live", PUBLIC, "Tells that the server answers", Live.class, this::live),
                Route.get(
                        "/health",
                        VIEWER,
                        "Tells how store, detection paths and alert channels stand; 503 when the store is down",
                        Health.HealthReport.class,
                        this::health),
                Route.get("/metrics", VIEWER, "Metrics for Prometheus", null, this::metrics),
                Route.get(
                                "/figures",
                                VIEWER,
                                "Figures over all incidents, or those opened in a period",
                                FigureViews.FigureReport.class,
                                this::figures)
                        .taking(
                                new Parameter("since", "Only what began from this time on: 2026-11-20T14:30:00Z"),
                                new Parameter("until", "Only what began before this time")),
                Route.get("/openapi.json", PUBLIC, "This API as an OpenAPI 3.1 document", null, this::openApi));
    }

    private Answer live(Call call) {
        return Answer.ok(new Live("up"));
    }

    private Answer health(Call call) {
        Health.HealthReport report = health.report();
        Answer answer = Answer.ok(report);
        return report.status().equals("down") ? answer.withStatus(503) : answer;
    }

    private Answer metrics(Call call) {
        return Answer.text(Metrics.TYPE, metrics.scrape());
    }

    private Answer figures(Call call) {
        return Answer.ok(FigureViews.FigureReport.of(figures.figures(period(call))));
    }

    private static Period period(Call call) {
        Instant since = time(call, "since");
        Instant until = time(call, "until");
        if (since != null && until != null && !since.isBefore(until)) {
            throw Problem.badRequest("since is not before until");
        }
        return new Period(since, until);
    }

    private static @Nullable Instant time(Call call, String name) {
        String text = call.query(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.badRequest(
                    name + " is a time like 2026-11-20T14:30:00Z and not \"" + Printable.line(text, 40) + "\"");
        }
    }

    private Answer openApi(Call call) {
        return Answer.ok(openApi.get());
    }
}
