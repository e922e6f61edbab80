package io.keycanary.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.alert.Routing;
import io.keycanary.incident.SourceLookup;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Casework;
import io.keycanary.intake.Intake;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Watchlist;
import io.keycanary.playbook.PlaybookShelf;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordBytes;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Lets the use of a token be seen, as CloudTrail tells it. */
final class SeenUse {
    private SeenUse() {}

    /** The id of the incident that it belongs to. */
    static String of(Path home, JsonNode token, String event, String address) throws InterruptedException {
        return of(home, token, event, address, "aws-cli/2");
    }

    static String of(Path home, JsonNode token, String event, String address, String userAgent)
            throws InterruptedException {
        String record = """
                {"Records":[{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"%s","arn":"%s",\
                "accountId":"%s","accessKeyId":"%s"},"eventTime":"2026-11-23T11:59:58Z","eventSource":"ec2.amazonaws.com",\
                "eventName":"DescribeInstances","awsRegion":"eu-west-1","sourceIPAddress":"%s","userAgent":"%s",\
                "errorCode":"AccessDenied","requestID":"req-%s","eventID":"%s","readOnly":true,"eventType":"AwsApiCall",\
                "managementEvent":true,"recipientAccountId":"%s","eventCategory":"Management"}]}""".formatted(
                        token.get("principalId").asText(),
                        token.get("userArn").asText(),
                        token.get("account").asText(),
                        token.at("/keys/0/id").asText(),
                        address,
                        userAgent,
                        event,
                        event,
                        token.get("account").asText());
        Clock clock = Clock.systemUTC();
        try (Ledger ledger =
                SqlLedger.open(home.resolve("keycanary.db").toString(), MasterKey.inFile(home.resolve("master.key")))) {
            Casework casework = new Casework(
                    new AlertDesk(Routing.toAll(List.of("webhook")), ""),
                    PlaybookShelf.read(home.resolve("playbooks")).playbooks(),
                    SourceLookup.NONE,
                    clock);
            new Intake(ledger, new Watchlist(ledger), casework, clock, () -> {})
                    .offer(new RecordBytes(
                            DetectionPath.FILES,
                            "test",
                            RecordBytes.Bytes.of(record.getBytes(StandardCharsets.UTF_8)),
                            clock.instant(),
                            true,
                            null));
            return ledger.read(stores ->
                    stores.incidents().page(null, null, 1).getFirst().id().toString());
        }
    }
}
