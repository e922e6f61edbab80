package io.keycanary.detect;

/** Service interface: makes inflaters. */
public interface InflaterProvider extends EngineProvider {
    /** A new inflater, for one thread. Only when there is no {@link #obstacle}. */
    Inflater inflater();
}
