package io.keycanary.endpoint;

import io.keycanary.token.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keys in memory, which can be made to fail like a store that is down. */
final class TestKeys implements DecoyKeys {
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYzEXAMPLEKEY";
    static final String ACCOUNT = "123456789012";
    static final DecoyKey.User USER = new DecoyKey.User(
            ACCOUNT, "build", "AIDARZPUZDIKGB2VALC45", "arn:aws:iam::" + ACCOUNT + ":user/svc/ci/build");
    static final DecoyKey KEY = new DecoyKey("token-1", USER, "AKIARZPUZDIKGB2VALC4", Secret.of(SECRET), true, null);
    static final DecoyKey INACTIVE =
            new DecoyKey("token-2", USER, "AKIARZPUZDIKGB2VALC5", Secret.of(SECRET), false, null);

    private final Map<String, DecoyKey> keys = new ConcurrentHashMap<>();
    volatile boolean down;

    TestKeys() {
        put(KEY);
        put(INACTIVE);
    }

    void put(DecoyKey key) {
        keys.put(key.accessKeyId(), key);
    }

    @Override
    public @Nullable DecoyKey find(String accessKeyId) throws StoreDownException {
        failIfDown();
        return keys.get(accessKeyId);
    }

    @Override
    public void keep(DecoyKey sessionKey) throws StoreDownException {
        failIfDown();
        put(sessionKey);
    }

    private void failIfDown() throws StoreDownException {
        if (down) {
            throw new StoreDownException("the test has switched the store off", new IllegalStateException());
        }
    }
}
