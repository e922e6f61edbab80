package io.keycanary.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes records that come close to every rule: identifiers, near misses, escapes, duplicates, odd types and nesting. */
final class RandomRecords {
    static final List<WatchedToken> TOKENS = List.of(
            new WatchedToken(
                    "one",
                    List.of("AKIARZPUZDIKAAAAAAA1", "AKIARZPUZDIKAAAAAAA2"),
                    "AIDARZPUZDIKAAAAAAAA1",
                    "arn:aws:iam::123456789012:user/svc/build"),
            new WatchedToken("two", List.of("AKIARZPUZDIKBBBBBBBB"), null, "arn:aws:iam::210987654321:user/Build"),
            new WatchedToken("three", List.of(), "AIDARZPUZDIKCCCCCCCC3", null));
    static final List<WatchedSensor> SENSORS = List.of(
            new WatchedSensor("trail", "arn:aws:cloudtrail:us-east-1:123456789012:trail/audit"),
            new WatchedSensor("queue", "arn:aws:sqs:us-east-1:123456789012:inbox"),
            new WatchedSensor("bucket", "arn:aws:s3:::audit-logs"));
    static final TokenIndex INDEX = TokenIndex.of(TOKENS, SENSORS);

    private static final String[] VALUES = {
        "AKIARZPUZDIKAAAAAAA1",
        "AKIARZPUZDIKAAAAAAA2",
        "AKIARZPUZDIKAAAAAAA3",
        "AKIARZPUZDIKAAAAAAA1x",
        "AKIARZPUZDIKBBBBBBBB",
        "AIDARZPUZDIKAAAAAAAA1",
        "AIDARZPUZDIKCCCCCCCC3",
        "ASIARZPUZDIKSESSION11",
        "ASIARZPUZDIKSESSION12",
        "arn:aws:iam::123456789012:user/svc/build",
        "arn:aws:iam::123456789012:user/svc/build2",
        "arn:aws:iam::210987654321:user/Build",
        "build",
        "BUILD",
        "audit",
        "audit-logs",
        "arn:aws:s3:::audit-logs",
        "arn:aws:cloudtrail:us-east-1:123456789012:trail/audit",
        "https://sqs.us-east-1.amazonaws.com/123456789012/inbox",
        "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3",
        "{\"userIdentity\":{\"accessKeyId\":\"AKIARZPUZDIKAAAAAAA1\"}}",
        "",
        "\u00e9\ud83d\ude00\t\"\\/}{][",
        "us-east-1"
    };
    private static final String[] SOURCES = {
        "iam.amazonaws.com",
        "sts.amazonaws.com",
        "signin.amazonaws.com",
        "s3.amazonaws.com",
        "sqs.amazonaws.com",
        "cloudtrail.amazonaws.com"
    };
    private static final String[] EVENTS = {
        "GetSessionToken", "GetUser", "AttachUserPolicy", "PutUserPolicy", "ConsoleLogin", "GetFederationToken"
    };
    private static final String[] ACCOUNTS = {"123456789012", "210987654321", "999999999999"};
    private static final String[] NAMES = {
        "accessKeyId", "userName", "name", "policyArn", "policyName", "principalId", "arn", "a.b", "", "Records", "x"
    };

    private final Random random;
    private final boolean teaching;

    private RandomRecords(Random random, boolean teaching) {
        this.random = random;
        this.teaching = teaching;
    }

    /** One record as JSON text on one line. */
    static String any(Random random) {
        return new RandomRecords(random, true).record();
    }

    /** One record that teaches no session key. */
    static String plain(Random random) {
        return new RandomRecords(random, false).record();
    }

    private String record() {
        List<String> members = new ArrayList<>();
        members.add(member("userIdentity", maybe(20) ? anything(2) : identity()));
        members.add(member("eventVersion", quoted("1.08")));
        members.add(member("eventID", quoted(String.format("%08x", random.nextInt()))));
        members.add(member("eventSource", quoted(pick(SOURCES))));
        members.add(member("eventName", quoted(teaching ? pick(EVENTS) : "GetUser")));
        members.add(member("recipientAccountId", quoted(pick(ACCOUNTS))));
        members.add(member("requestParameters", maybe(4) ? "null" : anything(3)));
        members.add(member("responseElements", maybe(2) ? credentials() : anything(2)));
        members.add(member("resources", "[" + object(List.of(member("ARN", value()))) + "," + anything(1) + "]"));
        members.add(member("userAgent", value()));
        if (maybe(5)) {
            members.add(member("userIdentity", identity()));
        }
        if (maybe(8)) {
            members.add(member("eventSource", quoted(pick(SOURCES))));
        }
        Collections.shuffle(members, random);
        return object(members);
    }

    private String identity() {
        List<String> members = new ArrayList<>();
        for (String name : new String[] {"type", "principalId", "arn", "accountId", "accessKeyId", "userName"}) {
            if (!maybe(3)) {
                members.add(member(name, name.equals("accountId") ? quoted(pick(ACCOUNTS)) : value()));
            }
        }
        if (maybe(3)) {
            String issuer = object(List.of(member("principalId", value()), member("arn", value())));
            members.add(member("sessionContext", object(List.of(member("sessionIssuer", issuer)))));
        }
        Collections.shuffle(members, random);
        return object(members);
    }

    private String credentials() {
        String key = teaching ? "ASIARZPUZDIKSESSION1" + random.nextInt(4) : "ASIARZPUZDIKXXXXXXXXX";
        return object(List.of(member(
                "credentials",
                object(List.of(member("accessKeyId", quoted(key)), member("sessionToken", quoted("FwoG")))))));
    }

    private String anything(int depth) {
        return switch (depth == 0 ? random.nextInt(4) : random.nextInt(8)) {
            case 0 -> pick(new String[] {"null", "true", "false", "-1.5e3", "12"});
            case 1, 2, 3 -> value();
            case 4 -> "[" + anything(depth - 1) + "," + anything(depth - 1) + "]";
            default ->
                object(List.of(
                        member(pick(NAMES), anything(depth - 1)),
                        member(pick(NAMES), value()),
                        member("userName", anything(depth - 1))));
        };
    }

    private String value() {
        return quoted(pick(VALUES));
    }

    private String member(String name, String value) {
        return quoted(name) + space() + ":" + space() + value;
    }

    private String object(List<String> members) {
        return "{" + space() + String.join("," + space(), members) + "}";
    }

    /** A JSON string in which any character may be escaped. */
    private String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        boolean many = maybe(12);
        for (char c : text.toCharArray()) {
            if (c < 0x20 || many && maybe(3)) {
                out.append(String.format(maybe(2) ? "\\u%04x" : "\\u%04X", (int) c));
            } else if (c == '"' || c == '\\' || c == '/' && many) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private String space() {
        return maybe(10) ? " " : "";
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    private boolean maybe(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
