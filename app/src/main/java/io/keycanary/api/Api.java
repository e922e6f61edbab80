package io.keycanary.api;

import io.keycanary.alert.Routing;
import io.keycanary.desk.AccessDesk;
import io.keycanary.desk.ExpectedUseDesk;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.desk.OnCallDesk;
import io.keycanary.desk.QuietDesk;
import io.keycanary.desk.ResponseDesk;
import io.keycanary.desk.TokenDesk;
import io.keycanary.incident.SourceLookup;
import io.keycanary.intake.IntakeCounts;
import io.keycanary.intake.Ledger;
import io.keycanary.respond.Responders;
import io.keycanary.token.Secret;
import io.keycanary.token.TokenIssuer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the API works with.
 *
 * @param issuer where {@code POST /tokens} issues
 * @param sources what is known about addresses
 * @param responders who does response actions
 * @param routing the alert channels
 * @param hooks secrets of the channels whose service tells us what is done there, by their names
 * @param notices takes what Amazon SNS posts
 * @param reports writes them
 * @param parts the other parts of the installation, for health: sources, listeners; asked at each request
 * @param intake counts of the intake, for metrics
 */
public record Api(
        Ledger ledger,
        TokenIssuer issuer,
        SourceLookup sources,
        Responders responders,
        Routing routing,
        Map<String, Secret> hooks,
        NoticePost notices,
        ReportWriter reports,
        Supplier<List<HealthPart>> parts,
        Supplier<IntakeCounts.Reading> intake,
        InstantSource clock) {

    /** Copies the map. */
    public Api {
        hooks = Map.copyOf(hooks);
    }

    private List<String> channels() {
        return routing.routes().stream().map(Routing.Route::channel).toList();
    }

    /** The whole table, with what all routes share. */
    ApiRoutes routes() {
        Health health = new Health(ledger, channels(), parts);
        Metrics metrics = new Metrics(intake, health);
        AccessDesk access = new AccessDesk(ledger, clock);
        List<Route> table = new ArrayList<>();
        table.addAll(new TokenRoutes(ledger, new TokenDesk(ledger, clock), issuer, clock).routes());
        IncidentDesk incidents = new IncidentDesk(ledger, clock);
        table.addAll(new IncidentRoutes(ledger, incidents, sources).routes());
        table.addAll(new ResponseRoutes(incidents, new ResponseDesk(ledger, clock)).routes());
        table.addAll(new ActionRoutes(ledger, clock, incidents, responders).routes());
        table.addAll(new ExpectedUseRoutes(new ExpectedUseDesk(ledger, clock), sources).routes());
        table.addAll(new QuietRoutes(new QuietDesk(ledger, clock, routing)).routes());
        table.addAll(new AuditRoutes(ledger).routes());
        table.addAll(new AlertRoutes(ledger).routes());
        table.addAll(new HookRoutes(new OnCallDesk(ledger, clock), hooks).routes());
        table.addAll(new NoticeRoutes(notices).routes());
        table.addAll(new AccessRoutes(access).routes());
        table.addAll(new ReportRoutes(reports).routes());
        table.addAll(
                new SystemRoutes(health, metrics, new FiguresDesk(ledger, clock), () -> OpenApi.of(table)).routes());
        return new ApiRoutes(table, new Bearer(access, clock), new Replays(clock), metrics, clock);
    }
}
