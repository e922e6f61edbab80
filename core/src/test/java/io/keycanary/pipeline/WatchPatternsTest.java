package io.keycanary.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.token.CanaryToken;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.event.ruler.Ruler;

/** Who acts on decoys and pipeline, by the matcher that EventBridge itself uses, over records of real shape. */
class WatchPatternsTest {
    private static final String ACCOUNT = PipelineExample.ACCOUNT;
    private static final Site SITE =
            new Site(ACCOUNT, "aws", "eu-central-1", List.of("eu-west-1", "us-east-1"), "activity-watch");
    private static final String SQS = "https://sqs.eu-central-1.amazonaws.com/";

    private static final List<CanaryToken> TOKENS = List.of(PipelineExample.token(
            "report", "arn:aws:iam::" + ACCOUNT + ":user/svc/ci/svc-report", "AIDAQ", List.of("AKIAQ")));

    /** A call, and the region in which its record is written. */
    private record Call(String region, String service, String name, String parameters) {}

    private static Call home(String service, String name, String parameters) {
        return new Call("eu-central-1", service, name, parameters);
    }

    private static List<Call> tampering() {
        return List.of(
                home("cloudtrail", "StopLogging", "{'name':'activity-watch'}"),
                home("cloudtrail", "StopLogging", "{'name':'" + SITE.trailArn() + "'}"),
                home("cloudtrail", "DeleteTrail", "{'name':'activity-watch'}"),
                home("cloudtrail", "UpdateTrail", "{'name':'activity-watch','isMultiRegionTrail':false}"),
                home("cloudtrail", "PutEventSelectors", "{'trailName':'activity-watch','eventSelectors':[]}"),
                home("cloudtrail", "RemoveTags", "{'resourceId':'" + SITE.trailArn() + "','tagsList':[]}"),
                home("events", "DisableRule", "{'name':'activity-watch-path-1'}"),
                home("events", "DeleteRule", "{'name':'activity-watch-path-1','force':false}"),
                home("events", "PutRule", "{'name':'activity-watch-path-1','state':'ENABLED'}"),
                home("events", "RemoveTargets", "{'rule':'activity-watch-path-1','ids':['queue'],'force':false}"),
                home("events", "DeleteEventBus", "{'name':'activity-watch'}"),
                new Call("eu-west-1", "events", "DisableRule", "{'name':'activity-watch-principal-id-1'}"),
                home("logs", "DeleteMetricFilter", "{'logGroupName':'activity-watch','filterName':'path-1'}"),
                home("logs", "DeleteLogGroup", "{'logGroupName':'activity-watch'}"),
                home("monitoring", "DisableAlarmActions", "{'alarmNames':['other','activity-watch']}"),
                home("monitoring", "DeleteAlarms", "{'alarmNames':['activity-watch']}"),
                home("monitoring", "PutMetricAlarm", "{'alarmName':'activity-watch','threshold':1000}"),
                home("sns", "Unsubscribe", "{'subscriptionArn':'" + SITE.topicArn() + ":3f1b2c'}"),
                home("sns", "DeleteTopic", "{'topicArn':'" + SITE.topicArn() + "'}"),
                home("sns", "SetTopicAttributes", "{'topicArn':'" + SITE.topicArn() + "','attributeName':'Policy'}"),
                home("sqs", "DeleteQueue", "{'queueUrl':'" + SQS + ACCOUNT + "/activity-watch'}"),
                home("sqs", "SetQueueAttributes", "{'queueUrl':'" + SQS + ACCOUNT + "/activity-watch-dead'}"),
                home("sqs", "PurgeQueue", "{'queueUrl':'https://queue.amazonaws.com/" + ACCOUNT + "/activity-watch'}"),
                home("s3", "PutBucketPolicy", "{'bucketName':'" + SITE.bucket() + "','bucketPolicy':{}}"),
                home("s3", "PutBucketNotification", "{'bucketName':'" + SITE.bucket() + "'}"),
                new Call("us-east-1", "iam", "DeleteRolePolicy", "{'roleName':'activity-watch-logs'}"),
                new Call("us-east-1", "iam", "AttachUserPolicy", "{'userName':'svc-report','policyArn':'p'}"),
                new Call("us-east-1", "iam", "CreateLoginProfile", "{'userName':'SVC-Report'}"),
                new Call("us-east-1", "iam", "UpdateAccessKey", "{'userName':'svc-report','status':'Inactive'}"));
    }

    @TestFactory
    Stream<DynamicTest> patterns_seeWhoTampers() {
        return tampering().stream()
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> {
                    assertThat(seen(call, false)).as("rules of its region").isTrue();
                    assertThat(seen(call, true))
                            .as("the same call, only reading")
                            .isFalse();
                }));
    }

    private static List<Call> others() {
        return List.of(
                home("cloudtrail", "StopLogging", "{'name':'activity-watch2'}"),
                home(
                        "cloudtrail",
                        "StopLogging",
                        "{'name':'" + SITE.trailArn().replace(ACCOUNT, "999999999999") + "'}"),
                home("events", "DisableRule", "{'name':'activity-watcher'}"),
                home("logs", "DeleteLogGroup", "{'logGroupName':'activity-watch/app'}"),
                home("logs", "CreateLogStream", "{'logGroupName':'activity-watch','logStreamName':'s'}"),
                home("monitoring", "DeleteAlarms", "{'alarmNames':['other']}"),
                home("sns", "Unsubscribe", "{'subscriptionArn':'" + SITE.topicArn() + "2:3f1b2c'}"),
                home("sqs", "DeleteQueue", "{'queueUrl':'" + SQS + "999999999999/activity-watch'}"),
                home("sqs", "DeleteQueue", "{'queueUrl':'" + SQS + ACCOUNT + "/my-activity-watch'}"),
                home("s3", "PutBucketPolicy", "{'bucketName':'" + SITE.bucket() + "-2'}"),
                home("logs", "PutRetentionPolicy", "{'name':'activity-watch'}"),
                new Call("us-east-1", "iam", "AttachUserPolicy", "{'userName':'svc-report-2'}"),
                new Call("us-east-1", "iam", "DeleteRolePolicy", "{'roleName':'activity-watch-other'}"),
                new Call("us-east-1", "rds", "CreateUser", "{'userName':'svc-report'}"));
    }

    @TestFactory
    Stream<DynamicTest> patterns_leaveOutWhatIsNotOurs() {
        return others().stream()
                .map(call -> DynamicTest.dynamicTest(
                        call.toString(), () -> assertThat(seen(call, false)).isFalse()));
    }

    @Test
    void bus_takesWhatAnotherRegionForwards() {
        List<EventPattern> ofBus = blueprint().busPatterns();
        for (Call call : tampering()) {
            boolean forwarded = !call.region().equals(SITE.homeRegion());
            if (forwarded) {
                assertThat(matches(ofBus, record(call, false)))
                        .as(call.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void questionAboutAKey_isSeenInEachRegionAlthoughItOnlyReads() {
        Call question = new Call("eu-west-1", "sts", "GetAccessKeyInfo", "{'accessKeyId':'AKIAQ'}");
        assertThat(seen(question, true)).isTrue();
        assertThat(matches(blueprint().busPatterns(), record(question, true))).isTrue();
        Call other = new Call("eu-west-1", "sts", "GetCallerIdentity", "null");
        assertThat(seen(other, true)).isFalse();
    }

    @Test
    void publishedNotice_isNoChange() {
        Call notice = home("sns", "Publish", "{'topicArn':'" + SITE.topicArn() + "'}");
        String data = record(notice, false).replace("\"managementEvent\":true", "\"managementEvent\":false");
        assertThat(matches(blueprint().patterns(notice.region()), data)).isFalse();
    }

    @Test
    void longestNamesAndManyUsers_staySeenWithinTheLimit() {
        Site site = new Site(ACCOUNT, "aws-us-gov", "us-gov-west-1", List.of(), "a23456789012345678901234b");
        List<CanaryToken> fleet = PipelineExample.fleet(200);
        List<EventPattern> patterns =
                Blueprint.of(site, fleet, List.of("/svc/ci/"), 100, List.of()).patterns("us-gov-west-1");
        assertThat(patterns)
                .allSatisfy(pattern -> assertThat(pattern.text()).hasSizeLessThanOrEqualTo(EventPattern.MAX_CHARS));
        assertThat(patterns.stream().filter(p -> p.name().startsWith("watch-"))).hasSizeLessThan(12);
        for (CanaryToken token : fleet) {
            String name = String.valueOf(token.identity().userName());
            Call call = new Call("us-gov-west-1", "iam", "AttachUserPolicy", "{'userName':'" + name + "'}");
            assertThat(matches(patterns, record(call, false))).as(name).isTrue();
        }
    }

    private static Blueprint blueprint() {
        return Blueprint.of(SITE, TOKENS, List.of("/svc/ci/"), FilterPlan.MAX_FILTERS, List.of());
    }

    private static boolean seen(Call call, boolean readOnly) {
        return matches(blueprint().patterns(call.region()), record(call, readOnly));
    }

    private static String record(Call call, boolean readOnly) {
        return """
            {"version":"0","id":"6a7e8feb","detail-type":"AWS API Call via CloudTrail","source":"aws.%2$s",\
            "account":"%5$s","time":"2026-11-24T09:00:00Z","region":"%1$s","resources":[],"detail":{\
            "eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAX:eve",\
            "arn":"arn:aws:sts::%5$s:assumed-role/Admin/eve","accountId":"%5$s","accessKeyId":"ASIAX",\
            "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAX",\
            "arn":"arn:aws:iam::%5$s:role/Admin","accountId":"%5$s","userName":"Admin"},\
            "attributes":{"creationDate":"2026-11-24T08:00:00Z","mfaAuthenticated":"false"}}},\
            "eventTime":"2026-11-24T09:00:00Z","eventSource":"%2$s.amazonaws.com","eventName":"%3$s",\
            "awsRegion":"%1$s","sourceIPAddress":"198.51.100.9","userAgent":"aws-cli/2.15.0",\
            "requestParameters":%4$s,"responseElements":null,"requestID":"r","eventID":"e","readOnly":%6$s,\
            "eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"%5$s",\
            "eventCategory":"Management"}}""".formatted(
                call.region(), call.service(), call.name(), call.parameters().replace('\'', '"'), ACCOUNT, readOnly);
    }

    private static boolean matches(List<EventPattern> patterns, String event) {
        return patterns.stream().anyMatch(pattern -> {
            try {
                return Ruler.matchesRule(event, pattern.text());
            } catch (Exception e) { // it declares nothing narrower
                throw new AssertionError(pattern.text(), e);
            }
        });
    }
}
