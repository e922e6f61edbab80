package io.keycanary.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** CloudTrail input for tests. */
final class CloudTrailFiles {
    static final String KEY = "AKIAQYLPMN5HFIQR7XYA";
    static final String OTHER_KEY = "AKIAQYLPMN5HAAAAAAAA";
    static final String SESSION_KEY = "ASIAQYLPMN5HBBBBBBBB";

    private CloudTrailFiles() {}

    /** A record in which a key acted. */
    static String record(String eventId, String key, String userAgent) {
        return """
                {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","accessKeyId":"%s"},\
                "eventTime":"2026-11-20T10:00:00Z","eventSource":"s3.amazonaws.com","eventName":"ListBuckets",\
                "awsRegion":"us-east-1","sourceIPAddress":"198.51.100.7","userAgent":"%s","errorCode":"AccessDenied",\
                "eventID":"%s","eventType":"AwsApiCall","recipientAccountId":"123456789012"}""".formatted(key, userAgent, eventId);
    }

    /** A record in which a key obtained a session key. */
    static String sessionFor(String key, String sessionKey) {
        return """
                {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","accessKeyId":"%s"},\
                "eventTime":"2026-11-20T10:00:00Z","eventSource":"sts.amazonaws.com","eventName":"GetSessionToken",\
                "awsRegion":"us-east-1","sourceIPAddress":"198.51.100.7","userAgent":"x",\
                "responseElements":{"credentials":{"accessKeyId":"%s","expiration":"Nov 20, 2026, 10:00:00 PM",\
                "sessionToken":"FwoGZXIvYXdzEXAMPLESECRET"}},\
                "eventID":"session-1","eventType":"AwsApiCall","recipientAccountId":"123456789012"}""".formatted(key, sessionKey);
    }

    static byte[] file(List<String> records) {
        return ("{\"Records\":[" + String.join(",", records) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
