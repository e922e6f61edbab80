package io.keycanary.aws;

import io.keycanary.respond.ResponseAction;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Cuts an EC2 instance off the network by a security group without any rule, then keeps its disks and marks it. The
 * network comes first: it is what stops the intruder. Undo gives every network interface its groups again and keeps the
 * snapshots, which are evidence.
 */
final class InstanceIsolation implements ResponseAction {
    /** Key of the tag on all that is made, and on the instance. The instance itself may read it: it says no more. */
    private static final String TAG = "Isolation";

    private static final String GROUP_OF_AUTO_SCALING = "aws:autoscaling:groupName";

    /** What undo needs: the mark of this isolation, and the tag that the instance had. All else is a network interface. */
    private static final String MARK = "mark";

    private static final String TAG_BEFORE = "tag";

    private final AccountClients clients;
    private final Ec2Client ec2;
    private final IsolationGroup groups;
    private final String id;
    private final InstantSource clock;

    InstanceIsolation(AccountClients clients, Ec2Client ec2, String id, InstantSource clock) {
        this.clients = clients;
        this.ec2 = ec2;
        this.groups = new IsolationGroup(ec2, TAG);
        this.id = id;
        this.clock = clock;
    }

    @Override
    public Plan look() {
        Instance instance = instance();
        if (instance.state().name() == InstanceStateName.TERMINATED
                || instance.state().name() == InstanceStateName.SHUTTING_DOWN) {
            throw new AccountException(
                    Reason.REFUSED,
                    "instance " + id + " is " + instance.state().nameAsString() + ": it has no network");
        }
        String mark = "isolation-" + clock.millis();
        Map<String, String> before = new HashMap<>(Map.of(MARK, mark));
        instance.tags().stream()
                .filter(tag -> tag.key().equals(TAG))
                .forEach(tag -> before.put(TAG_BEFORE, tag.value()));
        instance.networkInterfaces()
                .forEach(card ->
                        before.put(card.networkInterfaceId(), Card.of(card).text()));
        return new Plan(calls(instance, mark), before);
    }

    private Instance instance() {
        return AwsFailure.orThrow("ec2:DescribeInstances", () -> ec2.describeInstances(r -> r.instanceIds(id)))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .findFirst()
                .orElseThrow(() -> new AccountException(Reason.NOT_FOUND, "there is no instance " + id));
    }

    private List<String> calls(Instance instance, String mark) {
        List<String> calls = new ArrayList<>();
        instance.networkInterfaces().stream()
                .map(InstanceNetworkInterface::vpcId)
                .distinct()
                .forEach(vpc -> {
                    calls.add("ec2:CreateSecurityGroup GroupName=" + mark + " VpcId=" + vpc);
                    calls.add("ec2:RevokeSecurityGroupEgress GroupName=" + mark + " (all that AWS put into it)");
                });
        instance.networkInterfaces()
                .forEach(card -> calls.add("ec2:ModifyNetworkInterfaceAttribute NetworkInterfaceId="
                        + card.networkInterfaceId() + " Groups=" + mark + " (now "
                        + String.join(",", Card.of(card).groups()) + ")"));
        calls.add("ec2:CreateSnapshots InstanceId=" + id);
        calls.add("ec2:CreateTags " + id + " " + TAG + "=" + mark);
        calls.add("note: connections that are open now may go on until they time out; a network ACL of the subnet"
                + " ends them at once (EC2 user guide, \"Security group connection tracking\")");
        instance.tags().stream()
                .filter(tag -> tag.key().equals(GROUP_OF_AUTO_SCALING))
                .forEach(tag -> calls.add("note: Auto Scaling group " + tag.value()
                        + " may find it unhealthy and terminate it: detach it first"));
        return calls;
    }

    @Override
    public void apply(Map<String, String> before) {
        String mark = String.valueOf(before.get(MARK));
        Map<String, String> groupOfVpc = new HashMap<>();
        cards(before)
                .forEach((card, was) -> move(
                        card, List.of(groupOfVpc.computeIfAbsent(was.vpc(), vpc -> groups.emptyGroup(mark, vpc)))));
        if (!kept(mark)) {
            AwsFailure.orThrow(
                    "ec2:CreateSnapshots",
                    () -> ec2.createSnapshots(r -> r.instanceSpecification(i -> i.instanceId(id))
                            .description("Disks of " + id + ", " + mark)
                            .tagSpecifications(TagSpecification.builder()
                                    .resourceType(ResourceType.SNAPSHOT)
                                    .tags(tag(mark))
                                    .build())));
        }
        AwsFailure.orThrow(
                "ec2:CreateTags", () -> ec2.createTags(r -> r.resources(id).tags(tag(mark))));
    }

    /** Whether an attempt that was stopped made the snapshots: they are not made twice. */
    private boolean kept(String mark) {
        return AwsFailure.orThrow(
                "ec2:DescribeSnapshots",
                () -> !ec2.describeSnapshots(r -> r.filters(
                                Filter.builder().name("tag:" + TAG).values(mark).build()))
                        .snapshots()
                        .isEmpty());
    }

    @Override
    public void undo(Map<String, String> before) {
        String mark = String.valueOf(before.get(MARK));
        cards(before).forEach((card, was) -> move(card, was.groups()));
        groups.delete(mark);
        String tag = before.get(TAG_BEFORE);
        if (tag == null) {
            AwsFailure.orThrow(
                    "ec2:DeleteTags",
                    () -> ec2.deleteTags(
                            r -> r.resources(id).tags(Tag.builder().key(TAG).build())));
        } else {
            AwsFailure.orThrow(
                    "ec2:CreateTags", () -> ec2.createTags(r -> r.resources(id).tags(tag(tag))));
        }
    }

    private void move(String card, List<String> groupIds) {
        AwsFailure.orThrow(
                "ec2:ModifyNetworkInterfaceAttribute",
                () -> ec2.modifyNetworkInterfaceAttribute(
                        r -> r.networkInterfaceId(card).groups(groupIds)));
    }

    private static Map<String, Card> cards(Map<String, String> before) {
        Map<String, Card> cards = new TreeMap<>();
        before.forEach((key, value) -> {
            if (!key.equals(MARK) && !key.equals(TAG_BEFORE)) {
                cards.put(key, Card.of(value));
            }
        });
        return cards;
    }

    private static Tag tag(String value) {
        return Tag.builder().key(TAG).value(value).build();
    }

    @Override
    public void close() {
        clients.close();
    }

    /** The network of one network interface, as it was. */
    private record Card(String vpc, List<String> groups) {
        static Card of(InstanceNetworkInterface card) {
            return new Card(
                    card.vpcId(),
                    card.groups().stream().map(group -> group.groupId()).toList());
        }

        static Card of(String text) {
            List<String> words = List.of(text.split(" "));
            return new Card(words.getFirst(), words.subList(1, words.size()));
        }

        String text() {
            return vpc + " " + String.join(" ", groups);
        }
    }
}
