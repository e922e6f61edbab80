package io.keycanary.aws;

import io.keycanary.audit.AccountInspector.Depth;
import io.keycanary.audit.Area;
import io.keycanary.audit.Seen;
import io.keycanary.audit.UserFacts;
import io.keycanary.audit.UserFacts.Key;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.ReportStateType;

/**
 * Completes what is known about decoy users: by the credential report where it tells enough, else by calls for each user.
 * A report says no key ids; it proves the key in use when the only key is active and as old as the register says.
 */
final class DecoyUsers {
    /** How many users are asked for what takes a call each (SSH keys, simulator) in one run, unless all are wanted. */
    static final int EACH_OF = 100;

    /** Our clock and that of AWS may differ, and a key may be recorded after a wait. */
    private static final Duration SAME = Duration.ofMinutes(10);

    private static final String REPORT = "iam:GetCredentialReport";
    private static final int TRIES = 30;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final IamClient iam;
    private final Gaps gaps;
    private final InstantSource clock;
    private final Depth depth;
    private final UserCalls calls;

    DecoyUsers(IamClient iam, Gaps gaps, InstantSource clock, Depth depth) {
        this.iam = iam;
        this.gaps = gaps;
        this.clock = clock;
        this.depth = depth;
        this.calls = new UserCalls(iam, gaps, clock);
    }

    /** Users of tokens with everything, the others as they are. */
    List<UserFacts> completed(List<UserFacts> users, List<CanaryToken> tokens) {
        Map<String, CanaryToken> decoys = decoys(users, tokens);
        CredentialReport report = depth.whole() ? report() : null;
        Map<String, List<String>> credentials =
                gaps.ask(Area.SERVICE_CREDENTIALS, ServiceCredentials.CALL, () -> ServiceCredentials.read(iam));
        Set<String> turn = turn(decoys.keySet().stream().sorted().toList());
        List<UserFacts> all = new ArrayList<>();
        for (UserFacts user : users) {
            CanaryToken token = decoys.get(user.id());
            all.add(token == null ? user : completed(user, token, report, credentials, turn.contains(user.id())));
        }
        return all;
    }

    /** Tokens by the unique ids of their users. */
    private static Map<String, CanaryToken> decoys(List<UserFacts> users, List<CanaryToken> tokens) {
        Map<String, CanaryToken> wanted = new HashMap<>();
        for (CanaryToken token : tokens) {
            if (token.identity().principalId() != null) {
                wanted.put(token.identity().principalId(), token);
            } else if (token.identity().userName() != null) {
                wanted.put(token.identity().userName().toLowerCase(Locale.ROOT), token);
            }
        }
        Map<String, CanaryToken> decoys = new HashMap<>();
        for (UserFacts user : users) {
            CanaryToken token =
                    wanted.getOrDefault(user.id(), wanted.get(user.name().toLowerCase(Locale.ROOT)));
            if (token != null) {
                decoys.put(user.id(), token);
            }
        }
        return decoys;
    }

    private UserFacts completed(
            UserFacts user,
            CanaryToken token,
            @Nullable CredentialReport report,
            @Nullable Map<String, List<String>> credentials,
            boolean itsTurn) {
        Optional<CredentialReport.Row> row = report == null ? Optional.empty() : report.row(user.arn());
        Instant made = report == null ? clock.instant() : report.madeAt();
        String name = user.name();
        Optional<Seen<List<Key>>> proven = row.flatMap(CredentialReport.Row::onlyKey)
                .flatMap(changed -> proven(token, changed))
                .map(key -> new Seen<>(List.of(new Key(key.id(), "Active")), REPORT, made));
        return new UserFacts(
                name,
                user.arn(),
                user.id(),
                user.tags(),
                user.inlinePolicies(),
                user.attachedPolicies(),
                user.groups(),
                user.boundary(),
                proven.orElseGet(() -> calls.keys(name)),
                row.map(r -> new Seen<>(r.is("password_enabled"), REPORT, made)).orElseGet(() -> calls.password(name)),
                row.map(r -> new Seen<>(r.is("mfa_active"), REPORT, made)).orElseGet(() -> calls.mfa(name)),
                row.map(r -> new Seen<>(r.is("cert_1_active") || r.is("cert_2_active"), REPORT, made))
                        .orElseGet(() -> calls.certificate(name)),
                itsTurn ? calls.sshKeys(name) : null,
                credentials == null
                        ? null
                        : new Seen<>(
                                credentials.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()),
                                ServiceCredentials.CALL,
                                clock.instant()),
                itsTurn ? calls.allowed(user.arn()) : null);
    }

    /** The key in use, when it is the only one that may exist and was made when the report says. */
    private static Optional<AccessKey> proven(CanaryToken token, Instant changed) {
        long alive = token.keys().stream().filter(AccessKey::active).count();
        return token.activeKey()
                .filter(key -> alive == 1
                        && Duration.between(key.since(), changed).abs().compareTo(SAME) <= 0);
    }

    /** Whose turn it is: with more users than are asked in one run, others each hour. */
    private Set<String> turn(List<String> ids) {
        if (!depth.whole() || depth.everyUser() || ids.size() <= EACH_OF) {
            return new HashSet<>(ids);
        }
        Turns turns = Turns.of(ids.size(), EACH_OF);
        Set<String> chosen = new HashSet<>();
        for (int i = turns.at(clock.instant()); i < ids.size(); i += turns.groups()) {
            chosen.add(ids.get(i));
        }
        for (Area area : List.of(Area.SSH_KEYS, Area.SIMULATOR)) {
            gaps.later(
                    area,
                    area.words() + " of " + (ids.size() - chosen.size()) + " of " + ids.size() + " users",
                    "each user takes a call, so that each hour others have their turn, all within " + turns.groups()
                            + " runs of a schedule; --every-user asks for all");
        }
        return chosen;
    }

    /** Null when it cannot be had: then each user is asked for. */
    private @Nullable CredentialReport report() {
        return gaps.closed(Area.SIGN_IN) ? null : Gaps.orNone(this::made).orElse(null);
    }

    private CredentialReport made() {
        for (int tries = 0; !ready() && tries < TRIES; tries++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        GetCredentialReportResponse answer = AwsFailure.orThrow(REPORT, () -> iam.getCredentialReport());
        Instant at = answer.generatedTime() == null ? clock.instant() : answer.generatedTime();
        return CredentialReport.read(answer.content().asString(StandardCharsets.UTF_8), at);
    }

    private boolean ready() {
        return AwsFailure.orThrow("iam:GenerateCredentialReport", () -> iam.generateCredentialReport())
                        .state()
                == ReportStateType.COMPLETE;
    }
}
