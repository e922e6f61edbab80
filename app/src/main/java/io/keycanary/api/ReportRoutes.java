package io.keycanary.api;

import io.keycanary.api.Route.Parameter;
import io.keycanary.token.Printable;
import java.util.List;
import java.util.Objects;

/** The reports of weeks, months and for auditors. */
final class ReportRoutes {
    private static final int MESSAGE_CHARS = 200;

    private final ReportWriter writer;

    ReportRoutes(ReportWriter writer) {
        this.writer = writer;
    }

    List<Route> routes() {
        return List.of(
                route("weekly", Permission.VIEWER, "The report of a week"),
                route("monthly", Permission.VIEWER, "The report of a month"),
                route("audit", Permission.ADMIN, "Evidence for an auditor, with an excerpt of the audit log"));
    }

    private Route route(String kind, Permission permission, String summary) {
        return Route.get("/reports/" + kind, permission, summary, null, call -> report(kind, call))
                .taking(
                        new Parameter("period", "As 2026-W47, 2026-10 or 2026; the last one that is over if left out"),
                        new Parameter("format", "html for one page that prints well; markdown if left out"));
    }

    private Answer report(String kind, Call call) {
        String format = Objects.requireNonNullElse(call.query("format"), "markdown");
        boolean html = format.equals("html");
        if (!html && !format.equals("markdown")) {
            throw Problem.badRequest("format is html or markdown and not \"" + Printable.line(format, 40) + "\"");
        }
        try {
            return Answer.text(
                    html ? "text/html; charset=utf-8" : "text/markdown; charset=utf-8",
                    writer.page(kind, call.query("period"), html));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("period: " + Printable.line(String.valueOf(e.getMessage()), MESSAGE_CHARS));
        }
    }
}
