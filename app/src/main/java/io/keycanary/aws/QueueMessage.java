package io.keycanary.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.source.DetectionPath;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a message in the queue of a pipeline says. Whoever may send to the queue wrote it: nothing in it is trusted. */
sealed interface QueueMessage {
    /** Records, in any layout that the detector reads. */
    record Records(DetectionPath path, String text) implements QueueMessage {}

    /** Log files that were written to a bucket. */
    record Objects(List<Place> places) implements QueueMessage {
        /** Where one is. */
        record Place(String bucket, String key) {
            boolean isOne() {
                return bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]") && !key.isEmpty();
            }
        }
    }

    /** The alarm of the metric filters rang. */
    record Alarm(String arn, Instant at) implements QueueMessage {}

    /** Known, and nothing to do about. */
    record Nothing() implements QueueMessage {}

    /** Not understood. */
    record Unknown(String why) implements QueueMessage {}

    /** Reads a message: by its content, because rules, buckets and topics of others may send here too. */
    static QueueMessage of(String body) {
        return Reader.read(body, true);
    }

    /** Tells the forms apart. */
    final class Reader {
        private static final ObjectMapper JSON = new ObjectMapper();

        /** As alarms write it, {@code 2019-11-22T15:43:51.730+0000}. */
        private static final DateTimeFormatter ALARM_TIME =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS]XX");

        private Reader() {}

        private static QueueMessage read(String body, boolean mayBeWrapped) {
            JsonNode message;
            try {
                message = JSON.readTree(body);
            } catch (JsonProcessingException e) {
                return new Unknown("it is no JSON: " + e.getOriginalMessage());
            }
            if (mayBeWrapped
                    && message.path("Type").asText().equals("Notification")
                    && message.path("Message").isTextual()) {
                return read(message.path("Message").asText(), false);
            }
            return read(message, body);
        }

        private static QueueMessage read(JsonNode message, String body) {
            if (message.has("detail") && message.has("detail-type")) {
                return new Records(DetectionPath.EVENTBRIDGE, body);
            }
            if (message.has("AlarmArn") && message.has("NewStateValue")) {
                return alarm(message);
            }
            if (message.path("Event").asText().equals("s3:TestEvent")) {
                return new Nothing();
            }
            if (message.has("s3Bucket") && message.has("s3ObjectKey")) {
                return ofTrail(message);
            }
            JsonNode first = message.path("Records").path(0);
            if (first.has("s3")) {
                return ofBucket(message.path("Records"));
            }
            if (first.has("userIdentity") || message.has("userIdentity")) {
                return new Records(DetectionPath.TRAIL_S3, body); // as a Flink job sends what it found in trail files
            }
            return new Unknown("it is neither an event, nor a notice of a bucket, a trail or an alarm");
        }

        private static QueueMessage alarm(JsonNode message) {
            if (!message.path("NewStateValue").asText().equals("ALARM")) {
                return new Nothing();
            }
            String time = message.path("StateChangeTime").asText();
            try {
                return new Alarm(
                        message.path("AlarmArn").asText(),
                        OffsetDateTime.parse(time, ALARM_TIME).toInstant());
            } catch (DateTimeException e) {
                return new Unknown("an alarm whose time cannot be read");
            }
        }

        /** The notice that CloudTrail itself sends to a topic. */
        private static QueueMessage ofTrail(JsonNode message) {
            String bucket = message.path("s3Bucket").asText();
            return objects(StreamSupport.stream(message.path("s3ObjectKey").spliterator(), false)
                    .map(key -> new Objects.Place(bucket, key.asText()))
                    .toList());
        }

        /** Keys are encoded as in a form (S3 user guide, "Event message structure"). */
        private static QueueMessage ofBucket(JsonNode records) {
            List<Objects.Place> places = new ArrayList<>();
            for (JsonNode record : records) {
                if (record.path("eventName").asText().startsWith("ObjectCreated:")) {
                    String key = record.at("/s3/object/key").asText();
                    try {
                        places.add(new Objects.Place(
                                record.at("/s3/bucket/name").asText(), URLDecoder.decode(key, StandardCharsets.UTF_8)));
                    } catch (IllegalArgumentException e) {
                        return new Unknown("a key of an object that cannot be decoded");
                    }
                }
            }
            return objects(places);
        }

        private static QueueMessage objects(List<Objects.Place> places) {
            if (!places.stream().allMatch(Objects.Place::isOne)) {
                return new Unknown("it names no bucket and object");
            }
            return places.isEmpty() ? new Nothing() : new Objects(places);
        }
    }
}
