package io.keycanary.desk;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.Account;
import io.keycanary.token.ManagedAccount;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known about the pipelines that were set up in accounts. Every change is in the audit log. */
public final class PipelineDesk {
    private final Ledger ledger;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public PipelineDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A pipeline and the account that it is in. */
    public record Located(ManagedAccount account, InstalledPipeline pipeline) {}

    /** Remembers a pipeline that is set up. Call it before, so that one that is half made is watched too. */
    public void installed(Blueprint blueprint, Choice choice, String actor) {
        Site site = blueprint.site();
        InstalledPipeline now = new InstalledPipeline(site, blueprint.subscribers(), choice, clock.instant());
        ledger.change(stores -> {
            InstalledPipeline whole = stores.pipelines()
                    .find(site.accountId(), site.name())
                    .map(now::and)
                    .orElse(now);
            stores.pipelines().put(whole);
            audit(stores, actor, "pipeline.apply", site);
        });
    }

    /** Whether a path is left when this is taken away. */
    public boolean staysWithout(Site site, Choice gone) {
        return ledger.<Boolean>read(stores -> stores.pipelines().find(site.accountId(), site.name()).stream()
                .anyMatch(there -> !there.without(gone).isEmpty()));
    }

    /** Forgets what was taken away. */
    public void removed(Site site, Choice gone, String actor) {
        ledger.change(stores -> {
            stores.pipelines().find(site.accountId(), site.name()).ifPresent(there -> {
                InstalledPipeline left = there.without(gone);
                if (left.isEmpty()) {
                    stores.pipelines().remove(site.accountId(), site.name());
                } else {
                    stores.pipelines().put(left);
                }
            });
            audit(stores, actor, "pipeline.remove", site);
        });
    }

    /** What was set up in an account under this name. */
    public Optional<InstalledPipeline> find(Account account, String name) {
        return ledger.read(stores -> stores.pipelines().find(account.id(), name));
    }

    /** All in accounts that we know. */
    public List<Located> all() {
        return ledger.read(PipelineDesk::all);
    }

    private static List<Located> all(Stores stores) {
        List<ManagedAccount> accounts = stores.accounts().all();
        return stores.pipelines().all().stream()
                .flatMap(pipeline -> accounts.stream()
                        .filter(account ->
                                account.account().id().equals(pipeline.site().accountId()))
                        .map(account -> new Located(account, pipeline)))
                .toList();
    }

    /**
     * What a server watches: all pipelines, and the accounts with tokens that have none. There it looks at what AWS tells
     * without any part of ours, as if there were a pipeline of no path.
     */
    public List<Located> watched() {
        return ledger.read(stores -> {
            List<Located> watched = new ArrayList<>(all(stores));
            Set<Account> inhabited = stores.tokens().accounts();
            stores.accounts().all().stream()
                    .filter(account -> inhabited.contains(account.account()))
                    .filter(account ->
                            watched.stream().noneMatch(where -> where.account().equals(account)))
                    .map(PipelineDesk::without)
                    .forEach(watched::add);
            return watched;
        });
    }

    private static Located without(ManagedAccount account) {
        Site site = new Site(
                account.account().id(),
                account.access().partition(),
                account.access().region(),
                List.of(),
                "no-pipeline");
        Choice none = new Choice(false, false, false, false);
        return new Located(account, new InstalledPipeline(site, List.of(), none, account.addedAt()));
    }

    /** Those in one account. */
    public List<Located> in(Account account) {
        return ledger.read(stores -> in(stores, account));
    }

    static List<Located> in(Stores stores, Account account) {
        return all(stores).stream()
                .filter(where -> where.account().account().equals(account))
                .toList();
    }

    /** The paths by which a use of a token in an account must reach us; none when nothing watches it. */
    public static Set<DetectionPath> paths(List<Located> pipelines) {
        Set<DetectionPath> paths = EnumSet.noneOf(DetectionPath.class);
        for (Located where : pipelines) {
            Choice choice = where.pipeline().choice();
            paths.add(DetectionPath.EVENT_HISTORY);
            if (choice.fast()) {
                paths.add(DetectionPath.EVENTBRIDGE);
            }
            if (choice.classic()) {
                paths.add(DetectionPath.TRAIL_S3);
                paths.add(DetectionPath.TRAIL_LOGS);
            }
        }
        return paths;
    }

    private void audit(Stores stores, String actor, String action, Site site) {
        stores.audit().append(clock.instant(), actor, action, site.accountId(), site.name());
    }
}
