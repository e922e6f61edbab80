package io.keycanary.bench.corpus;

import java.time.Instant;

/** Where and when one record happens. */
record Scene(Dice dice, Landscape landscape, String region, Instant time) {
    String account() {
        return landscape.account;
    }
}
