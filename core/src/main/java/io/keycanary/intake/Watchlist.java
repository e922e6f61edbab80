package io.keycanary.intake;

import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.SessionKey;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenRegister;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The detector's index of everything in the register, and of the parts of all pipelines. Made anew when the register's
 * version grew or a pipeline came, changed or went, so that a token issued by another process is watched from its first
 * use on.
 */
public final class Watchlist {
    private static final int PAGE = 1000;

    private final Ledger ledger;
    private volatile Version current = new Version(-1, List.of(), TokenIndex.of(List.of(), List.of()));

    private record Version(long number, List<InstalledPipeline> pipelines, TokenIndex index) {}

    /** A watchlist of this ledger. */
    public Watchlist(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The index of now.
     *
     * @throws LedgerException when the register cannot be read
     */
    public TokenIndex index() {
        Version held = current;
        Version newest = ledger.read(stores -> {
            long number = stores.tokens().version();
            List<InstalledPipeline> pipelines = stores.pipelines().all();
            return number == held.number && pipelines.equals(held.pipelines)
                    ? held
                    : new Version(number, pipelines, indexed(stores, !pipelines.isEmpty()));
        });
        current = newest;
        return newest.index;
    }

    private static TokenIndex indexed(Stores stores, boolean withSensors) {
        List<CanaryToken> tokens = all(stores.tokens());
        return TokenIndex.of(
                watched(stores.tokens(), tokens), withSensors ? Sensors.watched(stores, tokens) : List.of());
    }

    /** All tokens as the detector wants them, retired ones and learned session keys included. */
    public static List<WatchedToken> watched(TokenRegister register) {
        return watched(register, all(register));
    }

    private static List<WatchedToken> watched(TokenRegister register, List<CanaryToken> tokens) {
        Map<TokenId, List<String>> sessions = new HashMap<>();
        for (SessionKey key : register.sessionKeys()) {
            sessions.computeIfAbsent(key.token(), id -> new ArrayList<>()).add(key.id());
        }
        return tokens.stream()
                .map(token -> watched(token, sessions.getOrDefault(token.id(), List.of())))
                .toList();
    }

    private static List<CanaryToken> all(TokenRegister register) {
        List<CanaryToken> all = new ArrayList<>();
        for (List<CanaryToken> page = register.page(null, PAGE); !page.isEmpty(); ) {
            all.addAll(page);
            page = register.page(page.getLast().id(), PAGE);
        }
        return all;
    }

    private static WatchedToken watched(CanaryToken token, List<String> sessionKeys) {
        List<String> keys = new ArrayList<>();
        token.keys().stream().map(AccessKey::id).forEach(keys::add);
        keys.addAll(sessionKeys);
        return new WatchedToken(
                token.id().toString(),
                keys,
                token.identity().principalId(),
                token.identity().userArn());
    }
}
