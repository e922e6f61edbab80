package io.keycanary.cli;

import io.keycanary.token.AccountConnector.Duty;
import io.keycanary.token.AccountConnector.Reach;
import io.keycanary.token.ManagedAccount;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What credentials are used for in an account; the same for each verb about permissions. */
final class DutyOptions {
    @Option(
            names = "--for",
            paramLabel = "DUTY",
            description = "What the credentials are used for: ${COMPLETION-CANDIDATES}. Repeatable."
                    + " A server is a reporter, too, where a channel brings alerts to the"
                    + " account's Security Hub, and an archiver where one writes them into a bucket with the"
                    + " account's credentials.")
    private List<Duty> duties = List.of();

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            description = "What the pipeline of the account is called or will be. Repeatable. Default: those that are"
                    + " set up, or else " + PipelineOptions.NAME + ".")
    private List<String> pipelines = List.of();

    Set<Duty> duties(ManagedAccount account, AlertTargets alerts, Set<Duty> byDefault) {
        Set<Duty> wanted = EnumSet.copyOf(duties.isEmpty() ? byDefault : duties);
        if (wanted.contains(Duty.SERVER) && alerts.reportTo(account.account().id())) {
            wanted.add(Duty.REPORTER);
        }
        if (wanted.contains(Duty.SERVER) && !alerts.folders(account.access()).isEmpty()) {
            wanted.add(Duty.ARCHIVER);
        }
        return wanted;
    }

    /** An archiver that was asked for may write for every channel, since any credentials may be meant. */
    Reach reach(Workplace work, ManagedAccount account, AlertTargets alerts) {
        return new Reach(
                names(work, account),
                duties.contains(Duty.ARCHIVER) ? alerts.folders() : alerts.folders(account.access()));
    }

    private Set<String> names(Workplace work, ManagedAccount account) {
        Set<String> names = new TreeSet<>(pipelines);
        if (names.isEmpty()) {
            work.pipelines()
                    .in(account.account())
                    .forEach(where -> names.add(where.pipeline().site().name()));
        }
        return names.isEmpty() ? Set.of(PipelineOptions.NAME) : names;
    }
}
