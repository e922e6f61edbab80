package io.keycanary.intake;

import io.keycanary.access.ApiTokens;
import io.keycanary.alert.Outbox;
import io.keycanary.drill.OwnCalls;
import io.keycanary.incident.IncidentLog;
import io.keycanary.pipeline.PipelineRegister;
import io.keycanary.respond.Responses;
import io.keycanary.source.Checkpoints;
import io.keycanary.token.AccountRegister;
import io.keycanary.token.SecretVault;
import io.keycanary.token.TokenRegister;

/** Everything that one transaction can read and change together. Not valid after it. */
public interface Stores {
    /** Tokens, session keys, places. */
    TokenRegister tokens();

    /** AWS accounts. */
    AccountRegister accounts();

    /** Pipelines in those accounts. */
    PipelineRegister pipelines();

    /** Secrets of tokens. */
    SecretVault vault();

    /** Sightings and incidents. */
    IncidentLog incidents();

    /** Alerts on their way out. */
    Outbox outbox();

    /** Playbooks of incidents, and how far they are. */
    Responses responses();

    /** How far sources were read. */
    Checkpoints checkpoints();

    /** Calls of our own. */
    OwnCalls ownCalls();

    /** What could not be understood. */
    Quarantine quarantine();

    /** Who did what. */
    AuditLog audit();

    /** How many of these there are. */
    long count(Stored what);

    /** Who may use the API. */
    ApiTokens apiTokens();
}
