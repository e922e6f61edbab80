package io.keycanary.endpoint;

import org.jspecify.annotations.Nullable;

/** The keys that the endpoint answers for. Implementations are safe for use by many threads. */
public interface DecoyKeys {
    /**
     * The key of this id, long-term or session, or null when it is none of ours. The id is hostile text of up to 128
     * characters.
     */
    @Nullable
    DecoyKey find(String accessKeyId) throws StoreDownException;

    /** Keeps a session key, encrypted. When it returns, the key works, also after a crash and in other processes. */
    void keep(DecoyKey sessionKey) throws StoreDownException, InterruptedException;
}
