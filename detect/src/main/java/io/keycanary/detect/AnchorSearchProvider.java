package io.keycanary.detect;

/** Service interface: makes the search for anchors. */
public interface AnchorSearchProvider extends EngineProvider {
    /** The search, for all threads. Only when there is no {@link #obstacle}. */
    AnchorSearch search();
}
