package io.keycanary.memory;

import io.keycanary.access.ApiTokens;
import io.keycanary.alert.Outbox;
import io.keycanary.drill.OwnCalls;
import io.keycanary.incident.IncidentLog;
import io.keycanary.intake.AuditLog;
import io.keycanary.intake.Quarantine;
import io.keycanary.intake.Stored;
import io.keycanary.intake.Stores;
import io.keycanary.pipeline.PipelineRegister;
import io.keycanary.respond.Responses;
import io.keycanary.source.Checkpoints;
import io.keycanary.token.AccountRegister;
import io.keycanary.token.SecretVault;
import io.keycanary.token.TokenRegister;
import java.util.Comparator;
import java.util.UUID;

/** The stores of a {@link MemoryLedger}. */
final class MemoryStores implements Stores {
    /** As text, which is how databases sort ids; {@code UUID.compareTo} is signed. */
    static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

    private final MemoryIncidents incidents;
    private final MemoryTokens tokens;
    private final MemoryAccounts accounts;
    private final MemoryPipelines pipelines;
    private final MemoryVault vault;
    private final MemoryOutbox outbox;
    private final MemoryResponses responses;
    private final MemoryCheckpoints checkpoints;
    private final MemoryOwnCalls ownCalls;
    private final MemoryQuarantine quarantine;
    private final MemoryAuditLog audit;
    private final MemoryApiTokens apiTokens;

    MemoryStores(Transaction transaction) {
        incidents = new MemoryIncidents(transaction);
        tokens = new MemoryTokens(transaction, incidents);
        accounts = new MemoryAccounts(transaction);
        pipelines = new MemoryPipelines(transaction);
        vault = new MemoryVault(transaction);
        outbox = new MemoryOutbox(transaction);
        responses = new MemoryResponses(transaction);
        checkpoints = new MemoryCheckpoints(transaction);
        ownCalls = new MemoryOwnCalls(transaction);
        quarantine = new MemoryQuarantine(transaction);
        audit = new MemoryAuditLog(transaction);
        apiTokens = new MemoryApiTokens(transaction);
    }

    @Override
    public TokenRegister tokens() {
        return tokens;
    }

    @Override
    public AccountRegister accounts() {
        return accounts;
    }

    @Override
    public PipelineRegister pipelines() {
        return pipelines;
    }

    @Override
    public SecretVault vault() {
        return vault;
    }

    @Override
    public IncidentLog incidents() {
        return incidents;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public Responses responses() {
        return responses;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public OwnCalls ownCalls() {
        return ownCalls;
    }

    @Override
    public Quarantine quarantine() {
        return quarantine;
    }

    @Override
    public AuditLog audit() {
        return audit;
    }

    @Override
    public long count(Stored what) {
        return switch (what) {
            case TOKENS -> tokens.tokens.size();
            case PLACEMENTS -> tokens.placements.size();
            case SESSION_KEYS -> tokens.sessionKeys.size();
            case INCIDENTS -> incidents.incidents.size();
            case SIGHTINGS -> incidents.sightings.size();
            case NOTES -> incidents.notes.size();
            case EXPECTED_USES -> incidents.expectedUses.size();
            case ALERTS -> outbox.alerts.size();
            case DELIVERIES -> outbox.deliveries.size();
            case DRILLS -> ownCalls.drills.size();
            case QUARANTINE -> quarantine.entries.size();
            case AUDIT_LOG -> audit.entries.size();
            case API_TOKENS -> apiTokens.tokens.size();
        };
    }

    @Override
    public ApiTokens apiTokens() {
        return apiTokens;
    }
}
