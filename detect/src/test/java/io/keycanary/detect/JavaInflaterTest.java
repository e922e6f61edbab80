package io.keycanary.detect;

/** {@link JavaInflater} keeps the contract. */
class JavaInflaterTest extends InflaterContract {
    @Override
    protected Inflater inflater() {
        return new JavaInflater();
    }
}
