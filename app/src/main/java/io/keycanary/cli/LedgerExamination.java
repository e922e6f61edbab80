package io.keycanary.cli;

import io.keycanary.alert.ChannelHealth;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.QuietRule;
import io.keycanary.desk.ExpectedUseDesk;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.LedgerException;
import io.keycanary.intake.Stores;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What {@code doctor} sees in the database: whether it answers, the audit chain, channels, traps. */
public final class LedgerExamination implements Supplier<Stream<Check>> {
    private static final int PAGE = 1000;

    private final Supplier<Ledger> ledger;
    private final Supplier<List<String>> channels;
    private final InstantSource clock;

    /**
     * The examination.
     *
     * @param channels names of the alert channels that are set
     */
    public LedgerExamination(Supplier<Ledger> ledger, Supplier<List<String>> channels, InstantSource clock) {
        this.ledger = ledger;
        this.channels = channels;
        this.clock = clock;
    }

    @Override
    public Stream<Check> get() {
        try {
            List<Check> checks = new ArrayList<>();
            Ledger opened = ledger.get();
            checks.add(Check.ok("database", "answers"));
            checks.add(opened.read(LedgerExamination::audit));
            checks.addAll(opened.read(stores -> channels(stores, channels.get())));
            checks.addAll(opened.read(LedgerExamination::traps));
            checks.addAll(expected(new ExpectedUseDesk(opened, clock)));
            checks.addAll(opened.read(stores -> quiet(stores.outbox().quietRules(clock.instant()))));
            checks.add(opened.read(LedgerExamination::quarantine));
            return checks.stream();
        } catch (LedgerException | CommandFailure e) {
            return Stream.of(Check.wrong("database", String.valueOf(e.getMessage())));
        }
    }

    private static Check audit(Stores stores) {
        OptionalLong broken = stores.audit().firstBroken();
        return broken.isEmpty()
                ? Check.ok("audit log", "the chain is whole")
                : Check.wrong(
                        "audit log",
                        "entry " + broken.getAsLong() + " was changed, added or is missing: somebody wrote into the"
                                + " database; keep a copy as evidence");
    }

    private static List<Check> channels(Stores stores, List<String> names) {
        if (names.isEmpty()) {
            return List.of(Check.wrong(
                    "alerts", "no alert channel is set: nobody is told; see docs/configuration.md, \"channels\""));
        }
        List<Check> checks = new ArrayList<>();
        names.forEach(name -> checks.add(channel(stores.outbox().health(name))));
        int dead = stores.outbox().recent(Delivery.State.DEAD, PAGE).size();
        if (dead > 0) {
            checks.add(Check.wrong(
                    "alerts",
                    dead + " deliveries were given up; mend the channel, then `keycanary alert outbox --requeue`"));
        }
        return checks;
    }

    private static Check channel(ChannelHealth health) {
        String subject = "channel " + health.channel();
        if (!health.well()) {
            return Check.wrong(
                    subject, health.failures() + " attempts failed in a row; the last: " + health.lastError());
        }
        return health.lastSuccess() == null
                ? Check.note(subject, "has delivered nothing so far; try `keycanary alert test`")
                : Check.ok(subject, "last delivered at " + health.lastSuccess());
    }

    private static List<Check> traps(Stores stores) {
        int inUse = 0;
        int unproven = 0;
        int unplaced = 0;
        int missing = 0;
        List<CanaryToken> page = stores.tokens().page(null, PAGE);
        while (!page.isEmpty()) {
            for (CanaryToken token : page) {
                if (token.state() == TokenState.RETIRED) {
                    continue;
                }
                List<Placement> places = stores.tokens().placements(token.id());
                inUse++;
                unproven += token.facts().lastProofAt() == null ? 1 : 0;
                unplaced += places.isEmpty() ? 1 : 0;
                missing += places.stream().anyMatch(p -> p.state() == Placement.State.MISSING) ? 1 : 0;
            }
            page = stores.tokens().page(page.getLast().id(), PAGE);
        }
        return traps(inUse, unproven, unplaced, missing);
    }

    private static List<Check> traps(int inUse, int unproven, int unplaced, int missing) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("tokens", inUse + " in use"));
        if (unproven > 0) {
            checks.add(Check.note("tokens", unproven + " never proven by a drill; see `keycanary drill`"));
        }
        if (unplaced > 0) {
            checks.add(Check.note("tokens", unplaced + " without a place: an alert cannot name the leak"));
        }
        if (missing > 0) {
            checks.add(Check.wrong("tokens", missing + " are gone from their place; see `keycanary token show`"));
        }
        return checks;
    }

    private static List<Check> quiet(List<QuietRule> rules) {
        return rules.stream()
                .map(rule -> Check.note(
                        "quiet",
                        "channel "
                                + String.join(
                                        ", ", rule.channels().stream().sorted().toList())
                                + " gets nothing up to " + rule.atMost() + " until " + rule.until() + ": "
                                + rule.reason() + " (" + rule.addedBy() + ")"))
                .toList();
    }

    private static List<Check> expected(ExpectedUseDesk desk) {
        return desk.list(false).stream()
                .map(rule -> Check.note(
                        "expected use",
                        "from " + rule.network().text() + " no alert until " + rule.until() + ": " + rule.reason()))
                .toList();
    }

    private static Check quarantine(Stores stores) {
        long count = stores.quarantine().count();
        return count == 0
                ? Check.ok("quarantine", "empty")
                : Check.note("quarantine", count + " records could not be understood and are kept");
    }
}
