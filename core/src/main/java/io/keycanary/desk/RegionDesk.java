package io.keycanary.desk;

import io.keycanary.intake.Ledger;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.AccountConnector;
import io.keycanary.token.AccountConnector.Regions;
import io.keycanary.token.ManagedAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * In which regions of an account calls can be made. AWS is asked once a day: an account opts in to a region rarely, and
 * then it takes minutes to hours.
 */
public final class RegionDesk {
    /** How long an answer is good. */
    public static final Duration GOOD_FOR = Duration.ofDays(1);

    private static final String SOURCE = "regions:";

    private final Ledger ledger;
    private final InstantSource clock;
    private final Supplier<AccountConnector> aws;

    /** A desk over this ledger. */
    public RegionDesk(Ledger ledger, InstantSource clock, Supplier<AccountConnector> aws) {
        this.ledger = ledger;
        this.clock = clock;
        this.aws = aws;
    }

    /**
     * As of today.
     *
     * @throws io.keycanary.token.AccountException when AWS had to be asked, and did not say
     */
    public Regions of(ManagedAccount account) {
        return known(account).orElseGet(() -> ask(account));
    }

    /** As of now. */
    public Regions ask(ManagedAccount account) {
        Regions regions = aws.get().regions(account);
        String text = clock.instant() + " " + String.join(",", regions.on()) + " " + String.join(",", regions.off());
        ledger.change(stores -> stores.checkpoints().put(new Checkpoint(source(account), text)));
        return regions;
    }

    /** What was said within the last day, without asking. */
    public Optional<Regions> known(ManagedAccount account) {
        return ledger.read(stores -> stores.checkpoints().position(source(account)))
                .map(text -> text.split(" ", -1))
                .filter(words -> Instant.parse(words[0]).plus(GOOD_FOR).isAfter(clock.instant()))
                .map(words -> new Regions(set(words[1]), set(words[2])));
    }

    private static TreeSet<String> set(String text) {
        return text.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(text.split(",")));
    }

    private static String source(ManagedAccount account) {
        return SOURCE + account.account().id();
    }
}
