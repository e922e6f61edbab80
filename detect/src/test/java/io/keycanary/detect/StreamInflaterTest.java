package io.keycanary.detect;

/** {@link StreamInflater} keeps the contract. */
class StreamInflaterTest extends InflaterContract {
    @Override
    protected Inflater inflater() {
        return new StreamInflater();
    }
}
