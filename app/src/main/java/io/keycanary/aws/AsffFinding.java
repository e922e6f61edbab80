package io.keycanary.aws;

import io.keycanary.channel.SecurityFinding;
import io.keycanary.channel.SecurityHub;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.model.Action;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Resource;

/** A finding in the words of the SDK. */
final class AsffFinding {
    private static final String SCHEMA = "2018-10-08";
    private static final String GENERATOR = "keycanary/decoy-credential";

    private AsffFinding() {}

    /** Severity and types stand where providers may change them later. */
    static AwsSecurityFinding of(SecurityFinding finding, SecurityHub hub) {
        return AwsSecurityFinding.builder()
                .schemaVersion(SCHEMA)
                .id(finding.id())
                .productArn(hub.product())
                .productName("KeyCanary")
                .companyName("KeyCanary")
                .generatorId(GENERATOR)
                .awsAccountId(hub.account())
                .region(hub.region())
                .title(finding.title())
                .description(finding.description())
                .createdAt(time(finding.createdAt()))
                .updatedAt(time(finding.updatedAt()))
                .firstObservedAt(time(finding.firstObservedAt()))
                .lastObservedAt(time(finding.lastObservedAt()))
                .recordState(finding.archived() ? RecordState.ARCHIVED : RecordState.ACTIVE)
                .findingProviderFields(fields -> fields.types(finding.types())
                        .severity(severity -> severity.label(finding.severity()).original(finding.severity())))
                .remediation(remedy ->
                        remedy.recommendation(step -> step.text(finding.todo()).url(finding.url())))
                .sourceUrl(finding.url())
                .productFields(finding.fields())
                .resources(finding.resources().stream()
                        .map(resource -> resource(resource, hub))
                        .toList())
                .action(action(finding.call()))
                .build();
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static Resource resource(SecurityFinding.Resource about, SecurityHub hub) {
        Resource.Builder resource =
                Resource.builder().partition(hub.partition()).region(hub.region());
        return switch (about) {
            case SecurityFinding.Resource.User user ->
                resource.type("AwsIamUser")
                        .id(user.arn())
                        .details(details -> details.awsIamUser(
                                it -> it.userName(user.name()).path(user.path()).userId(user.principalId())))
                        .build();
            case SecurityFinding.Resource.Key key ->
                resource.type("AwsIamAccessKey")
                        .id("AWS::IAM::AccessKey:" + key.id())
                        .details(details -> details.awsIamAccessKey(it -> it.accessKeyId(key.id())
                                .accountId(key.account())
                                .principalType("User")
                                .principalName(key.userName())
                                .principalId(key.principalId())))
                        .build();
            case SecurityFinding.Resource.Account account ->
                resource.type("AwsAccount").id("AWS::::Account:" + account.id()).build();
        };
    }

    private static @Nullable Action action(SecurityFinding.@Nullable Call call) {
        return call == null
                ? null
                : Action.builder()
                        .actionType("AWS_API_CALL")
                        .awsApiCallAction(it -> {
                            it.api(call.action()).serviceName(call.service());
                            if (call.address() != null) {
                                it.callerType("remoteIp").remoteIpDetails(ip -> ip.ipAddressV4(call.address()));
                            } else if (call.domain() != null) {
                                it.callerType("domain").domainDetails(from -> from.domain(call.domain()));
                            }
                        })
                        .build();
    }
}
