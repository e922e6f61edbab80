package io.keycanary.integrity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.keycanary.integrity.Digest.ListedLog;
import io.keycanary.integrity.Digest.Previous;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one digest file as a stream: the list of log files may be long, and is handed on one by one. */
final class DigestReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(8192)
                    .maxNameLength(256)
                    .maxNestingDepth(16)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE) // its hash is still to be taken
            .build();

    /** A digest lists some hundred bytes for each log file; real ones stay under some megabytes. */
    static final long MAX_BYTES = 256L << 20;

    private final JsonParser json;
    private final Consumer<ListedLog> logs;
    private final Map<String, @Nullable String> members = new HashMap<>();
    private long listed = -1;

    private DigestReader(JsonParser json, Consumer<ListedLog> logs) {
        this.json = json;
        this.logs = logs;
    }

    /**
     * Reads a digest to its end.
     *
     * @param logs takes the log files as they come, also those of a file that turns out to be malformed behind them
     * @throws MalformedDigestException when it is no digest
     * @throws IOException when it cannot be read
     */
    static Digest read(Sha256 content, Consumer<ListedLog> logs) throws IOException, MalformedDigestException {
        try (JsonParser json = JSON.createParser(content)) {
            DigestReader reader = new DigestReader(json, logs);
            reader.object();
            return reader.digest(content.finish());
        } catch (JsonProcessingException e) {
            throw new MalformedDigestException("it is no JSON of a digest: " + e.getOriginalMessage());
        }
    }

    private void object() throws IOException, MalformedDigestException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedDigestException("it is no JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("logFiles")) {
                list(value);
            } else {
                member(members, name, value);
            }
        }
        if (json.nextToken() != null) {
            throw new MalformedDigestException("there is more behind the JSON object");
        }
    }

    private void list(JsonToken value) throws IOException, MalformedDigestException {
        if (value != JsonToken.START_ARRAY) {
            throw new MalformedDigestException("\"logFiles\" is no array");
        }
        listed = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            logs.accept(log());
            listed++;
        }
    }

    private ListedLog log() throws IOException, MalformedDigestException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedDigestException("log file " + listed + " is no JSON object");
        }
        Map<String, @Nullable String> fields = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            member(fields, name, json.nextToken());
        }
        DigestFields log = new DigestFields("log file " + listed + ": ", fields);
        log.oneOf("hashAlgorithm", "SHA-256");
        return new ListedLog(
                log.key("s3Object"),
                log.sha256("hashValue"),
                log.timeOrNull("oldestEventTime"),
                log.timeOrNull("newestEventTime"));
    }

    /** Keeps texts and nulls; whatever else AWS may add is nothing that we know. */
    private void member(Map<String, @Nullable String> into, String name, JsonToken value) throws IOException {
        switch (value) {
            case VALUE_STRING -> into.put(name, json.getText());
            case VALUE_NULL -> into.put(name, null);
            default -> json.skipChildren();
        }
    }

    private Digest digest(String sha256) throws MalformedDigestException {
        if (listed < 0) {
            throw new MalformedDigestException("\"logFiles\" is missing");
        }
        DigestFields fields = new DigestFields("", members);
        fields.oneOf("digestSignatureAlgorithm", "SHA256withRSA");
        Digest digest = new Digest(
                fields.matching("awsAccountId", "\\d{12}", "an account of 12 digits"),
                fields.time("digestStartTime"),
                fields.time("digestEndTime"),
                fields.text("digestEndTime"),
                fields.text("digestS3Bucket"),
                fields.key("digestS3Object"),
                fields.matching("digestPublicKeyFingerprint", "[0-9A-Fa-f:]{1,128}", "a fingerprint in hex"),
                previous(fields),
                sha256);
        if (digest.end().isBefore(digest.start())) {
            throw new MalformedDigestException("it ends before it starts");
        }
        return digest;
    }

    private static @Nullable Previous previous(DigestFields fields) throws MalformedDigestException {
        if (fields.allNull(
                "previousDigestS3Bucket",
                "previousDigestS3Object",
                "previousDigestHashValue",
                "previousDigestHashAlgorithm",
                "previousDigestSignature")) {
            return null;
        }
        fields.text("previousDigestS3Bucket");
        fields.oneOf("previousDigestHashAlgorithm", "SHA-256");
        return new Previous(
                fields.key("previousDigestS3Object"),
                fields.sha256("previousDigestHashValue"),
                fields.matching("previousDigestSignature", "([0-9A-Fa-f]{2}){1,2048}", "a signature in hex"));
    }
}
