package io.keycanary.bench.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The envelopes in which AWS hands records over. */
final class Layouts {
    private Layouts() {}

    /** As CloudTrail writes a file. */
    static String file(List<String> records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    static String eventBridge(List<String> records, String between) {
        return records.stream().map(event -> """
                        {"version":"0","id":"0a1b2c3d-0000-4000-8000-000000000001","detail-type":"AWS API Call via CloudTrail",\
                        "source":"aws.ec2","account":"111122223333","time":"2026-11-03T04:12:07Z","region":"us-east-1",\
                        "resources":[],"detail":%s}""".formatted(event)).collect(Collectors.joining(between));
    }

    /** What a subscription filter of CloudWatch Logs delivers. */
    static String subscription(List<String> records) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            events.add("{\"id\":\"%056d\",\"timestamp\":1793679127000,\"message\":\"%s\"}"
                    .formatted(i, escaped(records.get(i))));
        }
        return "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",\"logGroup\":\"trail\",\"logStream\":\"s\","
                + "\"subscriptionFilters\":[\"f\"],\"logEvents\":[" + String.join(",", events) + "]}";
    }

    /** What an export task of CloudWatch Logs writes. */
    static String export(List<String> records) {
        return records.stream()
                .map(event -> "2026-11-03T04:12:07.000Z " + event + "\n")
                .collect(Collectors.joining());
    }

    static String sns(String message) {
        return """
                {"Type":"Notification","MessageId":"0a1b2c3d-0000-4000-8000-000000000002",\
                "TopicArn":"arn:aws:sns:us-east-1:111122223333:trail","Message":"%s","Timestamp":"2026-11-03T04:12:07.000Z"}""".formatted(escaped(message));
    }

    static String sqs(String body) {
        return "{\"Messages\":[{\"MessageId\":\"0a1b2c3d-0000-4000-8000-000000000003\",\"ReceiptHandle\":\"h\",\"Body\":\""
                + escaped(body) + "\"}]}";
    }

    static String health(String id, Decoy decoy) {
        return """
                {"version":"0","id":"%s","detail-type":"AWS Health Event","source":"aws.health","account":"%s",\
                "time":"2026-11-03T04:12:07Z","region":"us-east-1","resources":[],"detail":{"service":"RISK",\
                "eventTypeCode":"AWS_RISK_CREDENTIALS_EXPOSED","eventTypeCategory":"issue","affectedEntities":\
                [{"entityValue":"%s"}]}}""".formatted(id, decoy.account(), decoy.accessKeyId());
    }

    private static String escaped(String json) {
        return json.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
