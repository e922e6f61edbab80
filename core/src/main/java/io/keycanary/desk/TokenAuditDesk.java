package io.keycanary.desk;

import io.keycanary.audit.AccountFacts;
import io.keycanary.audit.AccountInspector;
import io.keycanary.audit.AccountInspector.Depth;
import io.keycanary.audit.Area;
import io.keycanary.audit.Audit;
import io.keycanary.audit.AuditRun;
import io.keycanary.audit.Finding;
import io.keycanary.audit.NotChecked;
import io.keycanary.audit.NotChecked.Kind;
import io.keycanary.audit.PolicyFacts;
import io.keycanary.audit.Registered;
import io.keycanary.intake.AuditResults;
import io.keycanary.intake.AuditSightings;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenFacts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Audits tokens and their accounts, and keeps the outcome with each token, so that its state tells of it. */
public final class TokenAuditDesk {
    private final Ledger ledger;
    private final InstantSource clock;
    private final Supplier<AccountInspector> inspector;
    private final PipelineLook pipelines;
    private final Supplier<PolicyFacts> policy;
    private final AuditSightings sightings;
    private final String actor;

    /**
     * A desk over this ledger.
     *
     * @param inspector asks accounts; made when the first is asked
     * @param policy of the whole organisation
     * @param sightings takes what is not as it was in the audit before
     */
    public TokenAuditDesk(
            Ledger ledger,
            InstantSource clock,
            Supplier<AccountInspector> inspector,
            PipelineLook pipelines,
            Supplier<PolicyFacts> policy,
            AuditSightings sightings,
            String actor) {
        this.ledger = ledger;
        this.clock = clock;
        this.inspector = inspector;
        this.pipelines = pipelines;
        this.policy = policy;
        this.sightings = sightings;
        this.actor = actor;
    }

    /**
     * What to audit.
     *
     * @param tokens named ones, each asked about as it is now; empty for whole accounts
     * @param accounts whole accounts; empty for all and the tokens of the decoy endpoint
     * @param everyUser also by calls for each user, without leaving any for a later run
     */
    public record Wanted(
            List<CanaryToken> tokens, List<ManagedAccount> accounts, boolean everyUser, Set<Area> leftOut) {
        /** Everything. */
        public static final Wanted ALL = new Wanted(List.of(), List.of(), false, Set.of());

        /** Copies the collections. */
        public Wanted {
            tokens = List.copyOf(tokens);
            accounts = List.copyOf(accounts);
            leftOut = Set.copyOf(leftOut);
        }
    }

    /** What is gathered in one run. */
    private static final class Gathering {
        private final List<CanaryToken> tokens = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<NotChecked> gaps = new ArrayList<>();
        private final List<PipelineLook.Looked> looked = new ArrayList<>();
    }

    /**
     * Audits.
     *
     * @throws AccountException when the only account that was asked for could not be asked at all
     */
    public AuditRun run(Wanted wanted) {
        Gathering gathering = new Gathering();
        List<CanaryToken> tokens = wanted.tokens().isEmpty() ? live() : wanted.tokens();
        List<ManagedAccount> managed = ledger.read(stores -> stores.accounts().all());
        List<ManagedAccount> accounts = wanted.accounts().isEmpty() ? managed : wanted.accounts();
        for (ManagedAccount account : accounts) {
            List<CanaryToken> its = tokens.stream()
                    .filter(token -> token.account().equals(account.account()))
                    .toList();
            if (wanted.tokens().isEmpty() || !its.isEmpty()) {
                account(account, its, wanted, gathering);
            }
        }
        if (wanted.accounts().isEmpty()) {
            others(tokens, managed, gathering);
        }
        if (wanted.accounts().isEmpty() && wanted.tokens().isEmpty()) {
            gathering.findings.addAll(Audit.ofPolicy(policy.get(), clock.instant()));
        }
        AuditRun run = new AuditRun(clock.instant(), gathering.tokens, gathering.findings, gathering.gaps);
        ledger.change(stores -> {
            keep(stores, run, wanted.tokens().isEmpty());
            if (wanted.tokens().isEmpty()) {
                AuditResults.keep(stores, run, audited(wanted, accounts, run));
            }
            gathering.looked.forEach(one -> sightings.take(stores, one.pipeline(), one.findings(), run.at()));
        });
        return run;
    }

    /** Ids of the accounts that a run was about; empty text among them when it was about what is of no account, too. */
    private static Set<String> audited(Wanted wanted, List<ManagedAccount> accounts, AuditRun run) {
        Set<String> ids = new TreeSet<>();
        accounts.forEach(account -> ids.add(account.account().id()));
        if (wanted.accounts().isEmpty()) {
            run.tokens().forEach(token -> ids.add(token.account().id()));
            ids.add("");
        }
        return ids;
    }

    /** Tokens that were made and not given up. */
    private List<CanaryToken> live() {
        return ledger.read(stores -> Names.all(stores.tokens())).stream()
                .filter(token ->
                        token.facts().issuedAt() != null && token.facts().retiredAt() == null)
                .toList();
    }

    private void account(ManagedAccount account, List<CanaryToken> tokens, Wanted wanted, Gathering gathering) {
        boolean whole = wanted.tokens().isEmpty();
        gathering.tokens.addAll(tokens);
        List<Registered> registered = registered(tokens, gathering);
        try {
            Depth depth = new Depth(whole, wanted.everyUser(), pipelines.regions(account), wanted.leftOut());
            AccountFacts facts = inspector.get().look(account, tokens, depth);
            registered.forEach(token -> gathering.findings.addAll(Audit.ofUser(token, facts)));
            gathering.gaps.addAll(facts.notChecked());
            if (whole) {
                gathering.findings.addAll(Audit.ofAccount(facts, everKnown(account)));
                gathering.looked.addAll(pipelines.look(account, wanted.leftOut(), gathering.findings, gathering.gaps));
                if (!wanted.leftOut().contains(Area.PIPELINE)) {
                    gathering.findings.addAll(
                            Audit.ofPaths(account, new PathLook(ledger, clock).of(account), clock.instant()));
                }
            }
        } catch (AccountException e) {
            if (wanted.accounts().size() == 1) {
                throw e;
            }
            gathering.gaps.add(new NotChecked(
                    account.account().id(),
                    Area.USERS,
                    "account " + account.name(),
                    String.valueOf(e.getMessage()),
                    Kind.FAILED));
        }
    }

    private List<CanaryToken> everKnown(ManagedAccount account) {
        return ledger.read(stores -> Names.in(account.account(), stores.tokens()));
    }

    /** Tokens of the decoy endpoint, and of accounts that nobody added. */
    private void others(List<CanaryToken> tokens, List<ManagedAccount> managed, Gathering gathering) {
        List<CanaryToken> others = tokens.stream()
                .filter(token ->
                        managed.stream().noneMatch(account -> account.account().equals(token.account())))
                .toList();
        gathering.tokens.addAll(others);
        registered(others, gathering);
        others.stream()
                .filter(token -> token.account() instanceof AwsAccount)
                .map(token -> token.account().id())
                .distinct()
                .forEach(id -> gathering.gaps.add(new NotChecked(
                        id,
                        Area.USERS,
                        "tokens of account " + id,
                        "nobody added that account: keycanary account add",
                        Kind.FAILED)));
    }

    private List<Registered> registered(List<CanaryToken> tokens, Gathering gathering) {
        Instant now = clock.instant();
        List<Registered> all = ledger.read(stores -> tokens.stream()
                .map(token -> new Registered(token, stores.tokens().placements(token.id())))
                .toList());
        all.forEach(token -> gathering.findings.addAll(Audit.ofRegister(token, now)));
        return all;
    }

    /** What was not looked at cannot be clean; what it was before stays. */
    private void keep(Stores stores, AuditRun run, boolean whole) {
        for (CanaryToken audited : run.tokens()) {
            stores.tokens().lock(audited.id());
            stores.tokens().find(audited.id()).ifPresent(token -> keep(stores, token, run, whole));
        }
        stores.audit()
                .append(
                        run.at(),
                        actor,
                        "audit",
                        "",
                        run.tokens().size() + " tokens, " + run.findings().size() + " findings");
    }

    /** A quarantine makes the token BURNT by its sighting. Of a token alone not everything is looked at. */
    private void keep(Stores stores, CanaryToken token, AuditRun run, boolean whole) {
        String account = token.account().id();
        boolean clean = run.clean(token);
        if (!clean || run.complete(account)) {
            stores.tokens().update(token.with(token.facts().audited(new TokenFacts.Audit(run.at(), clean))));
        }
        Set<Area> unseen = whole ? run.unseen(account) : EnumSet.allOf(Area.class);
        sightings.take(stores, token, run.about(token), unseen, run.at());
    }
}
