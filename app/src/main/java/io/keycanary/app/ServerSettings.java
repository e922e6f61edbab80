package io.keycanary.app;

import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.EscalationChain;
import io.keycanary.api.ApiServer;
import io.keycanary.desk.DrillDesk;
import io.keycanary.desk.DrillRounds;
import io.keycanary.desk.ReportRounds;
import io.keycanary.endpoint.EndpointSettings;
import io.keycanary.enrich.SourceFiles;
import io.keycanary.figures.Prices;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Ledger;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.Playbooks;
import io.keycanary.respond.Responders;
import io.keycanary.token.Account;
import io.keycanary.token.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to run a {@link Server}.
 *
 * @param channels are closed with the server
 * @param watched folders of CloudTrail files
 * @param accounts makes the sources of pipelines in AWS accounts
 * @param audits audits what is due; called about once a minute
 * @param home where the spool is
 * @param alerts where alerts go
 * @param playbooks begun with incidents
 * @param sources what is known about addresses
 * @param escalation who is told when nobody acknowledges
 * @param heartbeats how often a channel gets a sign of life
 * @param responders who does response actions
 * @param automatic actions that a playbook may have done by itself
 * @param hooks secrets of the channels whose service tells us what is done there, by their names
 * @param reports by which channels reports go
 * @param rounds makes the rounds of drills; null for none
 * @param prices for the cost in reports; null for none
 */
record ServerSettings(
        ApiServer.Settings api,
        EndpointSettings endpoint,
        Account.LocalAccount account,
        List<AlertChannel> channels,
        AlertDesk alerts,
        Playbooks playbooks,
        SourceFiles sources,
        List<Path> watched,
        AccountSources.Maker accounts,
        Runnable audits,
        Path home,
        EscalationChain escalation,
        Map<String, Duration> heartbeats,
        Responders responders,
        Set<ActionKind> automatic,
        Map<String, Secret> hooks,
        ReportRounds.Plan reports,
        @Nullable Prices prices,
        @Nullable Rounds rounds) {
    /** Makes the rounds of drills. */
    @FunctionalInterface
    interface Rounds {
        DrillRounds of(Ledger ledger, DrillDesk drills);
    }
}
