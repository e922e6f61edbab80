package io.keycanary.audit;

import io.keycanary.audit.UserFacts.Group;
import io.keycanary.audit.UserFacts.Inline;
import io.keycanary.audit.UserFacts.Key;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One token as it should be, in an account as it should be: a test breaks one thing of it. */
final class HealthyTrap {
    static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    static final String ID = "123456789012";
    static final String KEY = "AKIARZPUZDIKGB2VALC4";
    static final String OTHER_KEY = "AKIARZPUZDIKMLKMOVK2";
    static final String PRINCIPAL = "AIDARZPUZDIKGB2VALC4X";
    static final String ARN = "arn:aws:iam::" + ID + ":user/batch/svc-report";
    static final ManagedAccount ACCOUNT = new ManagedAccount(
            "prod",
            new AwsAccount(ID),
            new AccountAccess(null, null, null, "us-east-1", null),
            "/batch/",
            new DecoyTag("CostUnit", "4711"),
            NOW);
    private static final TokenId TOKEN = TokenId.of("01890000-0000-7000-8000-000000000001");

    String name = "svc-report";
    String arn = ARN;
    String id = PRINCIPAL;
    Map<String, String> tags = new HashMap<>(Map.of("CostUnit", "4711"));
    List<Inline> inline = new ArrayList<>();
    List<String> attached = new ArrayList<>();
    List<Group> groups = new ArrayList<>();

    @Nullable
    String boundary;

    List<Key> keys = new ArrayList<>(List.of(new Key(KEY, "Active")));
    boolean password;
    boolean mfa;
    boolean certificate;
    List<String> sshKeys = new ArrayList<>();
    List<String> serviceCredentials = new ArrayList<>();
    List<String> allowed = new ArrayList<>();
    List<UserFacts> otherUsers = new ArrayList<>(List.of(real("ann", "/")));
    List<Grant> grants = new ArrayList<>(List.of(
            new Grant(Grant.Kind.POLICY, "arn:aws:sns:us-east-1:" + ID + ":news", "us-east-1", List.of("*"), true),
            new Grant(
                    Grant.Kind.POLICY,
                    "arn:aws:iam::" + ID + ":role/deploy",
                    "",
                    List.of("arn:aws:iam::" + ID + ":root"),
                    false),
            new Grant(
                    Grant.Kind.POLICY,
                    "arn:aws:kms:us-east-1:" + ID + ":key/1234abcd",
                    "us-east-1",
                    List.of("arn:aws:iam::" + ID + ":root"),
                    false)));
    Organisation organisation = new Organisation(
            "999999999999",
            List.of("{\"Statement\":[{\"Effect\":\"Deny\",\"Resource\":\"arn:aws:iam::*:user/batch/*\"}]}"));
    List<Part> parts = new ArrayList<>();
    boolean userThere = true;

    DecoyIdentity identity = new DecoyIdentity(ARN, PRINCIPAL);
    List<AccessKey> registeredKeys = new ArrayList<>(List.of(key(KEY, null, true)));
    Stewardship stewardship = new Stewardship("ann", "build host", "call ann");
    List<Placement> places = new ArrayList<>(List.of(place("/home/ci/.aws/credentials", Placement.State.PLANTED)));

    static AccessKey key(String id, @Nullable Instant replacedAt, boolean active) {
        return new AccessKey(id, NOW.minusSeconds(86400), replacedAt, active);
    }

    static Placement place(String location, Placement.State state) {
        return new Placement(
                UUID.randomUUID(), TOKEN, Placement.Kind.HOST, location, "aws-credentials", state, NOW, NOW, NOW, "");
    }

    static UserFacts real(String name, String path) {
        return other(name, path, Map.of());
    }

    static UserFacts other(String name, String path, Map<String, String> tags) {
        String arn = "arn:aws:iam::" + ID + ":user" + path + name;
        List<Inline> inline = List.of(new Inline("own", false));
        return new UserFacts(
                name,
                arn,
                "AIDAOTHER" + name,
                tags,
                inline,
                List.of("own"),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    Registered registered() {
        CanaryToken token = new CanaryToken(
                TOKEN,
                "svc-report",
                ACCOUNT.account(),
                identity,
                registeredKeys,
                stewardship,
                TokenFacts.planned(NOW).issued(NOW, null));
        return new Registered(token, places);
    }

    private UserFacts user() {
        return new UserFacts(
                name,
                arn,
                id,
                tags,
                inline,
                attached,
                groups,
                boundary,
                seen(keys),
                seen(password),
                seen(mfa),
                seen(certificate),
                seen(sshKeys),
                seen(serviceCredentials),
                seen(allowed));
    }

    private static <T> Seen<T> seen(T value) {
        return new Seen<>(value, "iam:Something", NOW);
    }

    private AccountFacts facts() {
        List<UserFacts> users = new ArrayList<>(otherUsers);
        if (userThere) {
            users.add(user());
        }
        return new AccountFacts(
                ACCOUNT, NOW, users, grants.stream().map(HealthyTrap::seen).toList(), seen(organisation), Map.of());
    }

    PathFacts path = new PathFacts("trail-s3", Duration.ofMinutes(15), Duration.ofMinutes(15), null, List.of());
    PolicyFacts policy = new PolicyFacts(NOW.minusSeconds(60), false, NOW.plusSeconds(60));
    Instant changedAt = NOW;
    String openTo = "";
    String profile = "backup";
    List<String> regions = List.of("eu-west-1", "eu-west-1", "us-east-2", "eu-west-1");
    int linesApart = 1;
    List<String> telling = List.of();
    List<String> publicRemotes = List.of();

    private PlaceFacts file() {
        return new PlaceFacts(
                "/home/ci/.aws/credentials",
                changedAt,
                openTo,
                profile,
                regions.getFirst(),
                linesApart,
                telling,
                publicRemotes);
    }

    private List<PlaceFacts> files() {
        return regions.stream()
                .map(region -> new PlaceFacts("/x", NOW, "", null, region, 1, List.of(), List.of()))
                .toList();
    }

    /** All that an audit finds here. */
    List<Finding> findings() {
        Registered registered = registered();
        List<Finding> all = new ArrayList<>(Audit.ofRegister(registered, NOW));
        all.addAll(Audit.ofUser(registered, facts()));
        all.addAll(Audit.ofAccount(facts(), List.of(registered.token())));
        all.addAll(Audit.ofPipeline(ACCOUNT, seen(parts)));
        all.addAll(Audit.ofPaths(ACCOUNT, List.of(path), NOW));
        all.addAll(Audit.ofPlace(registered, file(), NOW));
        all.addAll(Audit.ofPlacesTogether(files(), NOW));
        all.addAll(Audit.ofPolicy(policy, NOW));
        return all;
    }
}
