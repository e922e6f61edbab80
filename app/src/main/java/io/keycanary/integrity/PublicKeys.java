package io.keycanary.integrity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * CloudTrail's public keys by fingerprint, as {@code aws cloudtrail list-public-keys} prints them. Each region has keys
 * of its own, so a file may hold several such outputs, one behind the other. The times of validity are not used: a
 * digest names the one key that fits it, and late digests are signed with later keys.
 */
public final class PublicKeys {
    private final Map<String, PublicKey> byFingerprint = new HashMap<>();

    /** No keys. */
    public PublicKeys() {}

    /** The input holds no public keys, or broken ones; the message says where and may hold text of the input. */
    public static final class MalformedKeysException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedKeysException(String message) {
            super(message);
        }
    }

    /**
     * Adds a key.
     *
     * @param der the key as PKCS#1 (what {@code ListPublicKeys} gives) or as X.509 SubjectPublicKeyInfo
     * @throws MalformedKeysException when it is no RSA key
     */
    public void add(String fingerprint, byte[] der) throws MalformedKeysException {
        byFingerprint.put(fingerprint.toLowerCase(Locale.ROOT), RsaKeys.read(fingerprint, der));
    }

    /** The key with this fingerprint. */
    Optional<PublicKey> find(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint.toLowerCase(Locale.ROOT)));
    }

    /**
     * Adds the keys in one or more outputs of {@code list-public-keys}.
     *
     * @throws MalformedKeysException when that is no such output, or holds no key
     */
    public void addAll(InputStream input) throws IOException, MalformedKeysException {
        int before = byFingerprint.size();
        try (JsonParser json = new JsonFactory().createParser(input)) {
            while (json.nextToken() != null) {
                output(json);
            }
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new MalformedKeysException(where + "no JSON: " + e.getOriginalMessage());
        }
        if (byFingerprint.size() == before) {
            throw new MalformedKeysException("it holds no public key");
        }
    }

    private void output(JsonParser json) throws IOException, MalformedKeysException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(json, "expected a JSON object with the member PublicKeyList");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean keys = json.currentName().equalsIgnoreCase("PublicKeyList");
            if (json.nextToken() == JsonToken.START_ARRAY && keys) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    key(json);
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void key(JsonParser json) throws IOException, MalformedKeysException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(json, "a public key is a JSON object with Value and Fingerprint");
        }
        String value = null;
        String fingerprint = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "Value" -> value = text(json, name);
                case "Fingerprint" -> fingerprint = text(json, name);
                default -> json.skipChildren();
            }
        }
        if (value == null || fingerprint == null) {
            throw wrong(json, "a public key without Value or Fingerprint");
        }
        add(fingerprint, decoded(json, value));
    }

    private static String text(JsonParser json, String name) throws IOException, MalformedKeysException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(json, name + " is text in quotes, not " + json.getText());
        }
        return json.getText();
    }

    private static byte[] decoded(JsonParser json, String value) throws MalformedKeysException {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw wrong(json, "the Value of a public key is no base64: " + e.getMessage());
        }
    }

    private static MalformedKeysException wrong(JsonParser json, String what) {
        return new MalformedKeysException("line " + json.currentTokenLocation().getLineNr() + ": " + what);
    }
}
