package io.keycanary.detectnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keycanary.detect.Inflater;
import io.keycanary.detect.InflaterContract;
import io.keycanary.detect.PlainBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@link LibdeflateInflater} keeps the contract. */
class LibdeflateInflaterTest extends InflaterContract {
    private static final LibdeflateProvider PROVIDER = new LibdeflateProvider();

    @BeforeAll
    static void library() {
        assumeTrue(PROVIDER.obstacle() == null, "libdeflate " + PROVIDER.obstacle());
    }

    @Override
    protected Inflater inflater() {
        return PROVIDER.inflater();
    }

    @Test
    void inflater_closed_refusesToWorkAndMayBeClosedAgain() {
        Inflater inflater = inflater();
        inflater.close();
        inflater.close();

        assertThatThrownBy(() -> inflater.inflate(new byte[20], 20, new PlainBuffer(10)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(PROVIDER.obstacle()).isNull();
    }
}
