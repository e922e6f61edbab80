package io.keycanary.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.integrity.PublicKeys.MalformedKeysException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicKeysTest {
    /** A key in X.509 form, as the CloudTrail User Guide shows one in its sample response. */
    private static final String X509 =
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqlzPJbvZJ42UdcmLfPUqXYNfOs6I8lCfao/tOs8CmzPOEdtLWugB9xoIUz78"
                    + "qVHdKIqxbaG4jWHfJBiOSSFBM0lt8cdVo4TnRa7oG9io5pysS6DJhBBAeXsicufsiFJR+wrUNh8RSLxL4k6G1+BhLX20tJkZ"
                    + "/erT97tDGBujAelqseGg3vPZbTx9SMfOLN65PdLFudLP7Gat0Z9p5jw/rjpclKfo9Bfc3heeBxWGKwBBOKnFAaN9V57pOaos"
                    + "CvPKmHd9bg7jsQkI9Xp22IzGLsTFJZYVA3KiTAElDMu80iFXPHEq9hKNbt9e4URFam+1utKVEiLkR2disdCmPTK0VQIDAQAB";

    private static PublicKeys read(String text) throws IOException, MalformedKeysException {
        PublicKeys keys = new PublicKeys();
        keys.addAll(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return keys;
    }

    @Test
    void outputsOfSeveralRegions_oneBehindTheOther_areRead() throws IOException, MalformedKeysException {
        PublicKeys keys = read(SampleTrail.publicKeys("us-east-1") + SampleTrail.publicKeys("eu-west-1"));
        assertThat(keys.find(SampleTrail.fingerprint("us-east-1"))).isPresent();
        assertThat(keys.find(SampleTrail.fingerprint("eu-west-1").toUpperCase(java.util.Locale.ROOT)))
                .isPresent();
        assertThat(keys.find("00")).isEmpty();
    }

    @Test
    void x509Form_andTheSpellingOfTheGuide_areReadToo() throws IOException, MalformedKeysException {
        PublicKeys keys = read("{\"publicKeyList\":[{\"ValidityStartTime\":\"1434589370.0\",\"Value\":\"" + X509
                + "\",\"Fingerprint\":\"31e8b5433410dfb61a9dc45cc65b22ff\"}]}");
        assertThat(keys.find("31e8b5433410dfb61a9dc45cc65b22ff")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "x | line 1: no JSON",
                "[] | line 1: expected a JSON object with the member PublicKeyList",
                "{} | it holds no public key",
                "{\"PublicKeyList\":[]} | it holds no public key",
                "{\"PublicKeyList\":[7]} | a public key is a JSON object",
                "{\"PublicKeyList\":[{\"Value\":\"AAAA\"}]} | without Value or Fingerprint",
                "{\"PublicKeyList\":[{\"Value\":7}]} | Value is text in quotes, not 7",
                "{\"PublicKeyList\":[{\"Value\":\"?\",\"Fingerprint\":\"f1\"}]} | is no base64",
                "{\"PublicKeyList\":[{\"Value\":\"AAAA\",\"Fingerprint\":\"f1\"}]} | fingerprint f1 is no RSA key",
                "{\"PublicKeyList\":[ | line 1: no JSON",
            })
    void whatIsNoKeyList_isRefusedWithAReason(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(MalformedKeysException.class)
                .hasMessageContaining(reason);
    }
}
