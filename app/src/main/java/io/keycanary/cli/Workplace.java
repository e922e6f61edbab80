package io.keycanary.cli;

import io.keycanary.desk.AccountDesk;
import io.keycanary.desk.ActionDesk;
import io.keycanary.desk.ExpectedUseDesk;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.desk.PipelineDesk;
import io.keycanary.desk.RegionDesk;
import io.keycanary.desk.ResponseDesk;
import io.keycanary.desk.TokenDesk;
import io.keycanary.incident.SourceLookup;
import io.keycanary.intake.Ledger;
import io.keycanary.respond.Responders;
import io.keycanary.token.AccountConnector;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What most verbs need.
 *
 * @param ledger opens the database when it is first asked
 * @param sources opens the files about addresses when it is first asked
 * @param actor who runs the program, for timelines and the audit log
 */
public record Workplace(
        Keycanary program,
        Screen screen,
        Supplier<Ledger> ledger,
        InstantSource clock,
        Supplier<? extends SourceLookup> sources,
        String actor) {
    TokenDesk tokens() {
        return new TokenDesk(ledger.get(), clock);
    }

    AccountDesk accounts() {
        return new AccountDesk(ledger.get(), clock);
    }

    PipelineDesk pipelines() {
        return new PipelineDesk(ledger.get(), clock);
    }

    /** @param aws made when regions have to be asked for */
    RegionDesk regions(Supplier<AccountConnector> aws) {
        return new RegionDesk(ledger.get(), clock, aws);
    }

    IncidentDesk incidents() {
        return new IncidentDesk(ledger.get(), clock);
    }

    ResponseDesk responses() {
        return new ResponseDesk(ledger.get(), clock);
    }

    ActionDesk actions(Responders responders) {
        return new ActionDesk(ledger.get(), clock, responders, actor);
    }

    ExpectedUseDesk expectedUses() {
        return new ExpectedUseDesk(ledger.get(), clock);
    }

    boolean json() {
        return program.json();
    }

    /** Writes one object for a program. */
    void write(Map<String, @Nullable Object> document) {
        screen.line(Json.line(document));
    }

    /** Writes one object per line for a program. */
    void writeAll(List<Map<String, @Nullable Object>> documents) {
        documents.forEach(this::write);
    }
}
