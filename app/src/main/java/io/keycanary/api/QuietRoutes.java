package io.keycanary.api;

import static io.keycanary.api.Permission.ADMIN;
import static io.keycanary.api.Permission.VIEWER;

import io.keycanary.desk.QuietDesk;
import io.keycanary.incident.Severity;
import io.keycanary.token.TokenId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps channels quiet. Whoever adds a rule takes alerts from others, so that is the administrator's. */
final class QuietRoutes {
    private static final int MAX_TEXT = 500;
    private static final int MAX_NAMES = 1000;

    private final QuietDesk desk;

    QuietRoutes(QuietDesk desk) {
        this.desk = desk;
    }

    /**
     * A rule.
     *
     * @param tokens null: all
     */
    record QuietRule(
            String id,
            List<String> channels,
            @OrNull @Nullable List<String> tokens,
            String atMost,
            String from,
            String until,
            String reason,
            String addedBy) {
        static QuietRule of(io.keycanary.alert.QuietRule rule) {
            return new QuietRule(
                    rule.id().toString(),
                    rule.channels().stream().sorted().toList(),
                    rule.tokens().isEmpty()
                            ? null
                            : rule.tokens().stream()
                                    .map(TokenId::toString)
                                    .sorted()
                                    .toList(),
                    rule.atMost().name(),
                    Views.time(rule.from()),
                    Views.time(rule.until()),
                    rule.reason(),
                    rule.addedBy());
        }
    }

    record QuietRuleList(List<QuietRule> items) {}

    /** A rule to be added; {@code atMost} is HIGH when it is left out. */
    record NewQuietRule(
            List<String> channels,
            @OrNull @Nullable List<String> tokens,
            @OrNull @Nullable String atMost,
            String until,
            String reason) {
        NewQuietRule {
            named(channels, "channels");
            named(tokens, "tokens");
            if (channels == null || channels.isEmpty()) {
                throw new IllegalArgumentException("channels is missing: a list of names");
            }
            Views.required(until, "until", 40);
            Views.required(reason, "reason", MAX_TEXT);
        }

        private static void named(@Nullable List<String> names, String field) {
            if (names != null && (names.size() > MAX_NAMES || names.stream().anyMatch(name -> name == null))) {
                throw new IllegalArgumentException(field + " holds null, or more than " + MAX_NAMES + " names");
            }
        }

        QuietDesk.Wish wish() {
            Severity most = atMost == null ? Severity.HIGH : Words.read(Severity.class, "atMost", atMost);
            return new QuietDesk.Wish(
                    channels, tokens == null ? List.of() : tokens, most, Views.instant(until, "until"), reason);
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/quiet-rules",
                                VIEWER,
                                "Lists the rules that keep channels quiet, newest first",
                                QuietRuleList.class,
                                this::list)
                        .taking(new Route.Parameter("all", "true: those that are over too")),
                Route.post(
                                "/quiet-rules",
                                ADMIN,
                                "Adds a rule: channels get no alerts about incidents until then",
                                NewQuietRule.class,
                                QuietRule.class,
                                this::add)
                        .creating(),
                Route.post("/quiet-rules/{id}/end", ADMIN, "Ends a rule now", null, QuietRule.class, this::end));
    }

    private Answer list(Call call) {
        boolean all = "true".equals(call.query("all"));
        return Answer.ok(
                new QuietRuleList(desk.list(all).stream().map(QuietRule::of).toList()));
    }

    private Answer add(Call call) {
        QuietDesk.Wish wish = call.document(NewQuietRule.class).wish();
        try {
            return Answer.created("/quiet-rules", QuietRule.of(desk.add(wish, call.actor())));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Answer end(Call call) {
        return Answer.ok(QuietRule.of(desk.end(call.name(), call.actor())));
    }
}
