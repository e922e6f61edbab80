package io.keycanary.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class StoredTextTest {
    @Property
    void anyText_encodedAndDecoded_isTheSame(@ForAll String text) {
        assertThat(StoredText.decode(StoredText.encode(text))).isEqualTo(text);
    }

    @Property
    void surrogatesAlone_encoded_haveAUtf8Form(@ForAll @CharRange(from = '\ud700', to = '\ue100') String text) {
        String stored = StoredText.encode(text);
        assertThat(new String(stored.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(stored);
        assertThat(StoredText.decode(stored)).isEqualTo(text);
    }

    @Test
    void ordinaryText_encoded_staysReadable() {
        assertThat(StoredText.encode("caf\u00e9 \ud83d\udc26\n")).isEqualTo("caf\u00e9 \ud83d\udc26\n");
        assertThat(StoredText.encode("a\u0000b\ud800")).isEqualTo("a\u001a0000b\u001ad800");
    }
}
