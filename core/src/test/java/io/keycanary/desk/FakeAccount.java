package io.keycanary.desk;

import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.IssuedKey;
import io.keycanary.token.KeyIds;
import io.keycanary.token.LocalTokenIssuer;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenPlan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An account in memory that keeps users and keys as AWS does, and in which everything may stop at any call. */
final class FakeAccount implements TokenIssuer {
    /** The program ends here. */
    static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final String ID = "111122223333";
    private static final int MOST_KEYS = 2;

    private final LocalTokenIssuer plans =
            new LocalTokenIssuer(new Account.LocalAccount(ID), InstantSource.fixed(Instant.EPOCH));
    private final Map<String, DecoyIdentity> users = new LinkedHashMap<>();
    private final Map<String, List<String>> keys = new LinkedHashMap<>();
    private int calls;
    private int crashAt = Integer.MAX_VALUE;
    private boolean afterEffect;

    /** Ends the program at a later call, before or after that did something. */
    void crashAt(int call, boolean after) {
        crashAt = calls + call;
        afterEffect = after;
    }

    void heal() {
        crashAt = Integer.MAX_VALUE;
    }

    private <T> T call(Supplier<T> effect) {
        boolean crash = ++calls == crashAt;
        if (crash && !afterEffect) {
            throw new CrashException();
        }
        T result = effect.get();
        if (crash) {
            throw new CrashException();
        }
        return result;
    }

    /** Somebody else's, or one that we forgot. */
    DecoyIdentity existing(String arn) {
        DecoyIdentity user = new DecoyIdentity(arn, KeyIds.principal(ID));
        users.put(arn, user);
        keys.put(arn, new ArrayList<>(List.of(KeyIds.accessKey(ID))));
        return user;
    }

    List<String> keysOf(CanaryToken token) {
        return keys.getOrDefault(arn(token), List.of());
    }

    private static String arn(CanaryToken token) {
        return String.valueOf(token.identity().userArn());
    }

    @Override
    public Account account() {
        return plans.account();
    }

    @Override
    public CanaryToken planned(TokenPlan plan) {
        return plans.planned(plan);
    }

    @Override
    public void requireRoom(int wanted) {}

    @Override
    public DecoyIdentity makeUser(CanaryToken planned) {
        return call(() -> {
            if (users.containsKey(arn(planned))) {
                throw new AccountException(Reason.NAME_TAKEN, "taken");
            }
            DecoyIdentity made = plans.makeUser(planned);
            users.put(arn(planned), made);
            keys.put(arn(planned), new ArrayList<>());
            return made;
        });
    }

    @Override
    public IssuedKey makeKey(CanaryToken token) {
        return call(() -> {
            if (keysOf(token).size() == MOST_KEYS) {
                throw new AccountException(Reason.QUOTA, "two keys");
            }
            IssuedKey made = plans.makeKey(token);
            AccessKey key = made.key();
            keys.computeIfAbsent(arn(token), arn -> new ArrayList<>()).add(key.id());
            return made;
        });
    }

    @Override
    public void deleteKey(CanaryToken token, String keyId) {
        call(() -> keys.getOrDefault(arn(token), new ArrayList<>()).remove(keyId));
    }

    @Override
    public void deleteUser(CanaryToken token) {
        call(() -> {
            keys.remove(arn(token));
            return Optional.ofNullable(users.remove(arn(token)));
        });
    }

    @Override
    public Optional<DecoyUser> look(CanaryToken token) {
        return call(
                () -> Optional.ofNullable(users.get(arn(token))).map(user -> new DecoyUser(user, true, keysOf(token))));
    }

    @Override
    public List<DecoyIdentity> users() {
        return call(() -> List.copyOf(users.values()));
    }
}
