package io.keycanary.endpoint;

/** Takes the records that the endpoint writes. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface RecordSink {
    /**
     * Returns only when the record cannot be lost any more: the request is answered after that.
     *
     * @param cloudTrailRecord one CloudTrail record in UTF-8 JSON, secrets already taken out
     * @param authenticated whether the caller proved to hold the secret, now
     */
    void deliver(byte[] cloudTrailRecord, boolean authenticated) throws StoreDownException, InterruptedException;
}
