package io.keycanary.aws;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.waiters.Ec2Waiter;

/** The security group that lets nothing in and nothing out, one for each isolation and VPC. */
record IsolationGroup(Ec2Client ec2, String tag) {
    /**
     * Its id; made when it is not there. AWS gives a new group a rule that lets everything out (EC2 API,
     * CreateSecurityGroup); that goes.
     */
    String emptyGroup(String mark, String vpc) {
        SecurityGroup group = find(mark).stream()
                .filter(one -> one.vpcId().equals(vpc))
                .findFirst()
                .orElseGet(() -> made(mark, vpc));
        if (!group.ipPermissionsEgress().isEmpty()) {
            AwsFailure.orThrow(
                    "ec2:RevokeSecurityGroupEgress",
                    () -> ec2.revokeSecurityGroupEgress(
                            r -> r.groupId(group.groupId()).ipPermissions(group.ipPermissionsEgress())));
        }
        return group.groupId();
    }

    private SecurityGroup made(String mark, String vpc) {
        return AwsFailure.orThrow("ec2:CreateSecurityGroup", () -> {
            String id = ec2.createSecurityGroup(r -> r.groupName(mark)
                            .vpcId(vpc)
                            .description("Lets nothing in and nothing out")
                            .tagSpecifications(TagSpecification.builder()
                                    .resourceType(ResourceType.SECURITY_GROUP)
                                    .tags(Tag.builder().key(tag).value(mark).build())
                                    .build()))
                    .groupId();
            try (Ec2Waiter waiter = ec2.waiter()) {
                return waiter.waitUntilSecurityGroupExists(r -> r.groupIds(id))
                        .matched()
                        .response()
                        .orElseThrow()
                        .securityGroups()
                        .getFirst();
            }
        });
    }

    private List<SecurityGroup> find(String mark) {
        return AwsFailure.orThrow(
                "ec2:DescribeSecurityGroups",
                () -> ec2.describeSecurityGroups(r -> r.filters(
                                Filter.builder().name("group-name").values(mark).build()))
                        .securityGroups());
    }

    /** Deletes those of this mark; does nothing when they are gone. */
    void delete(String mark) {
        find(mark)
                .forEach(group -> AwsFailure.orThrow(
                        "ec2:DeleteSecurityGroup", () -> ec2.deleteSecurityGroup(r -> r.groupId(group.groupId()))));
    }
}
