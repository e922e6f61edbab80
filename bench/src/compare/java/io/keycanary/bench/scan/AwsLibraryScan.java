package io.keycanary.bench.scan;

import com.amazonaws.services.cloudtrail.processinglibrary.model.CloudTrailEventData;
import com.amazonaws.services.cloudtrail.processinglibrary.model.CloudTrailLog;
import com.amazonaws.services.cloudtrail.processinglibrary.model.internal.SessionIssuer;
import com.amazonaws.services.cloudtrail.processinglibrary.model.internal.UserIdentity;
import com.amazonaws.services.cloudtrail.processinglibrary.serializer.DefaultEventSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * AWS's own library, called as its reader calls it once a log file has arrived: gunzip, parser, event by event. Compares
 * identities, and reads the request, which the library hands out as text, only when that text holds an identifier's
 * prefix. {@code AwsLibraryScan IDENTIFIERS FOLDER}
 */
final class AwsLibraryScan {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AwsLibraryScan() {}

    public static void main(String[] args) throws IOException {
        Set<String> watched = new HashSet<>(Files.readAllLines(Path.of(args[0])));
        for (Path file : InflateOnly.filesBelow(Path.of(args[1]))) {
            CloudTrailLog log = new CloudTrailLog("bucket", file.toString());
            try (InputStream plain = new GZIPInputStream(Files.newInputStream(file));
                    DefaultEventSerializer events =
                            new DefaultEventSerializer(log, JSON.getFactory().createParser(plain))) {
                while (events.hasNextEvent()) {
                    CloudTrailEventData event = events.getNextEvent().getEventData();
                    if (matches(event, watched)) {
                        System.out.println(event.getEventId());
                    }
                }
            }
        }
    }

    private static boolean matches(CloudTrailEventData event, Set<String> watched) throws IOException {
        UserIdentity identity = event.getUserIdentity();
        return identity != null && isWatched(identity, watched)
                || names(event.getRequestParameters(), watched)
                || event.getResources() != null
                        && event.getResources().stream().anyMatch(one -> names(one, watched));
    }

    private static boolean isWatched(UserIdentity identity, Set<String> watched) {
        SessionIssuer issuer = identity.getSessionContext() == null
                ? null
                : identity.getSessionContext().getSessionIssuer();
        return Stream.of(
                        identity.getPrincipalId(),
                        identity.getAccessKeyId(),
                        identity.getARN(),
                        issuer == null ? "" : issuer.getPrincipalId(),
                        issuer == null ? "" : issuer.getArn())
                .anyMatch(value -> value != null && watched.contains(value));
    }

    private static boolean names(
            com.amazonaws.services.cloudtrail.processinglibrary.model.internal.Resource resource, Set<String> watched) {
        return Stream.of(resource.get("ARN"), resource.get("arn")).anyMatch(arn -> arn != null && watched.contains(arn));
    }

    private static boolean names(@Nullable String request, Set<String> watched) throws IOException {
        if (request == null || !request.contains("AKIA") && !request.contains("AIDA") && !request.contains(":user/")) {
            return false;
        }
        return anyString(JSON.readTree(request), watched);
    }

    private static boolean anyString(JsonNode node, Set<String> watched) {
        if (node.isTextual()) {
            return watched.contains(node.asText());
        }
        for (JsonNode child : node) {
            if (anyString(child, watched)) {
                return true;
            }
        }
        return false;
    }
}
