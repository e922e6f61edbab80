package io.keycanary.plant;

import io.keycanary.token.Printable;
import io.keycanary.token.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What is planted.
 *
 * @param sessionToken of a temporary key, else null
 * @param region the region written beside the key; give different tokens different ones
 * @param endpointUrl where clients shall send their requests, for a token of the {@code local} account; else null
 */
public record KeyMaterial(
        String accessKeyId,
        Secret secret,
        @Nullable Secret sessionToken,
        String region,
        @Nullable String endpointUrl) {

    /** Checks that every format can hold the public values without quoting. */
    public KeyMaterial {
        check("access key id", accessKeyId, "\\w{16,128}");
        check("region", region, "[a-z0-9-]{2,32}");
        if (endpointUrl != null) {
            check("endpoint URL", endpointUrl, "https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._/-]*)?");
        }
    }

    /** A long-term key. */
    public static KeyMaterial of(String accessKeyId, Secret secret, String region) {
        return new KeyMaterial(accessKeyId, secret, null, region, null);
    }

    /** The same, with requests sent elsewhere. */
    public KeyMaterial at(String url) {
        return new KeyMaterial(accessKeyId, secret, sessionToken, region, url);
    }

    private static void check(String what, String value, String form) {
        if (!value.matches(form)) {
            throw PlantException.badRequest(
                    "the " + what + " \"" + Printable.line(value) + "\" is not of the form " + form);
        }
    }
}
