package io.keycanary.store;

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
import java.util.Locale;

/** The stores of one transaction. */
final class SqlStores implements Stores {
    private final Session session;
    private final MasterKey key;
    private final SqlTokens tokens;
    private final SqlAuditLog audit;

    SqlStores(Session session, MasterKey key) {
        this.session = session;
        this.key = key;
        this.tokens = new SqlTokens(session);
        this.audit = new SqlAuditLog(session);
    }

    /** Writes what was put off to the end, always in this order, so that two transactions cannot wait for each other. */
    void beforeCommit() {
        tokens.beforeCommit();
        audit.beforeCommit();
    }

    @Override
    public TokenRegister tokens() {
        return tokens;
    }

    @Override
    public AccountRegister accounts() {
        return new SqlAccounts(session);
    }

    @Override
    public PipelineRegister pipelines() {
        return new SqlPipelines(session);
    }

    @Override
    public SecretVault vault() {
        return new SqlVault(session, key);
    }

    @Override
    public IncidentLog incidents() {
        return new SqlIncidents(session);
    }

    @Override
    public Outbox outbox() {
        return new SqlOutbox(session);
    }

    @Override
    public Responses responses() {
        return new SqlResponses(session);
    }

    @Override
    public Checkpoints checkpoints() {
        return new SqlCheckpoints(session);
    }

    @Override
    public OwnCalls ownCalls() {
        return new SqlOwnCalls(session);
    }

    @Override
    public Quarantine quarantine() {
        return new SqlQuarantine(session);
    }

    @Override
    public AuditLog audit() {
        return audit;
    }

    @Override
    public long count(Stored what) {
        String table = what.name().toLowerCase(Locale.ROOT);
        return session.one(row -> row.count("n"), "select count(*) n from " + table)
                .orElse(0L);
    }

    @Override
    public ApiTokens apiTokens() {
        return new SqlApiTokens(session);
    }
}
