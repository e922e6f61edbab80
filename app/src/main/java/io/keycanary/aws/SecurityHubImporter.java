package io.keycanary.aws;

import io.keycanary.alert.DeliveryResult;
import io.keycanary.channel.FindingImporter;
import io.keycanary.channel.SecurityFinding;
import io.keycanary.channel.SecurityHub;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;

/** Imports findings by the AWS SDK, once: whoever sends alerts repeats them. */
public final class SecurityHubImporter implements FindingImporter {
    /** What Security Hub says of a finding that it may take later. */
    private static final Set<String> PASSING =
            Set.of("InternalError", "InternalException", "LimitExceeded", "Throttling");

    private final SecurityHub settings;
    private final SecurityHubClient hub;

    private SecurityHubImporter(SecurityHub settings, SecurityHubClient hub) {
        this.settings = settings;
        this.hub = hub;
    }

    /** Connects, and looks for credentials, only when it imports. */
    public static SecurityHubImporter open(SecurityHub settings) {
        return open(settings, AwsSending.ANSWER);
    }

    /**
     * The same with another patience.
     *
     * @param answer longest time until the answer, once there is a connection
     */
    public static SecurityHubImporter open(SecurityHub settings, Duration answer) {
        return new SecurityHubImporter(
                settings,
                AwsSending.client(
                                SecurityHubClient.builder(),
                                settings.region(),
                                settings.profile(),
                                settings.endpoint(),
                                answer)
                        .build());
    }

    @Override
    public DeliveryResult add(SecurityFinding finding) throws InterruptedException {
        return AwsSending.once("Security Hub", () -> {
            BatchImportFindingsResponse answer =
                    hub.batchImportFindings(request -> request.findings(AsffFinding.of(finding, settings)));
            if (!answer.failedFindings().isEmpty()) {
                return failed(answer.failedFindings().getFirst());
            }
            return answer.successCount() != null && answer.successCount() == 1
                    ? new DeliveryResult.Accepted(AwsSending.line("finding " + finding.id()))
                    : new DeliveryResult.Retry(
                            "an answer, but not as Security Hub answers: no finding is counted", null);
        });
    }

    private static DeliveryResult failed(ImportFindingsError error) {
        String reason = AwsSending.line(
                "Security Hub did not take the finding: " + error.errorCode() + ": " + error.errorMessage());
        return PASSING.contains(String.valueOf(error.errorCode()))
                ? new DeliveryResult.Retry(reason, null)
                : new DeliveryResult.Refused(reason);
    }

    @Override
    public void close() {
        hub.close();
    }
}
