package io.keycanary.aws;

import io.keycanary.token.AccountAccess;
import io.keycanary.token.AccountConnector;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenIssuer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AWS accounts, reached by the SDK. */
public final class AwsAccounts implements AccountConnector {
    private static final String NEW = "new-account";
    /** The third answer besides opted-in and opt-in-not-required (EC2 API, Region). */
    private static final String NOT_OPTED_IN = "not-opted-in";

    private final InstantSource clock;
    private final List<ExecutionInterceptor> watchers;
    private final Patience patience;

    /**
     * Nothing is called yet.
     *
     * @param journal gets the request id of every answer
     */
    public AwsAccounts(InstantSource clock, Consumer<String> journal) {
        this(clock, List.of(new CallJournal(journal)), Patience.USUAL);
    }

    AwsAccounts(InstantSource clock, List<ExecutionInterceptor> watchers, Patience patience) {
        this.patience = patience;
        this.clock = clock;
        this.watchers = List.copyOf(watchers);
    }

    /** Clients for an account; close them. */
    AccountClients clients(ManagedAccount account) {
        return new AccountClients(account.access(), account.name(), watchers, patience);
    }

    @Override
    public Caller caller(AccountAccess access) {
        try (AccountClients clients = new AccountClients(access, NEW, watchers, patience)) {
            return caller(clients);
        }
    }

    private static Caller caller(AccountClients clients) {
        GetCallerIdentityResponse answer = AwsFailure.orThrow(
                "sts:GetCallerIdentity",
                () -> clients.client(StsClient.builder()).getCallerIdentity());
        return new Caller(answer.account(), answer.arn());
    }

    @Override
    public List<PermissionState> permissions(ManagedAccount account, Set<Duty> duties, Reach reach) {
        try (AccountClients clients = clients(account)) {
            Caller caller = caller(clients);
            if (!caller.accountId().equals(account.account().id())) {
                throw new AccountException(
                        Reason.CREDENTIALS,
                        "the credentials belong to account " + caller.accountId() + ", and " + account.name() + " is "
                                + account.account().id() + ": use others, or remove and add the account");
            }
            return new PermissionCheck(account, clients.client(IamClient.builder()), caller).of(duties, reach);
        }
    }

    @Override
    public List<DecoyIdentity> users(ManagedAccount account) {
        try (AccountClients clients = clients(account)) {
            IamClient iam = clients.client(IamClient.builder());
            return AwsFailure.orThrow(
                    "iam:ListUsers",
                    () -> iam.listUsersPaginator().users().stream()
                            .map(user -> new DecoyIdentity(user.arn(), user.userId()))
                            .toList());
        }
    }

    @Override
    public List<ExistingUser> users(ManagedAccount account, UserChoice choice) {
        try (AccountClients clients = clients(account)) {
            return new ExistingUsers(clients.client(IamClient.builder())).those(choice);
        }
    }

    @Override
    public Regions regions(ManagedAccount account) {
        try (AccountClients clients = clients(account)) {
            Ec2Client ec2 = clients.client(Ec2Client.builder());
            Map<Boolean, Set<String>> byState = AwsFailure.orThrow(
                    "ec2:DescribeRegions",
                    () -> ec2.describeRegions(r -> r.allRegions(true)).regions().stream()
                            .collect(Collectors.partitioningBy(
                                    region -> !NOT_OPTED_IN.equals(region.optInStatus()),
                                    Collectors.mapping(region -> region.regionName(), Collectors.toSet()))));
            return new Regions(
                    new TreeSet<>(byState.getOrDefault(true, Set.of())),
                    new TreeSet<>(byState.getOrDefault(false, Set.of())));
        }
    }

    @Override
    public TokenIssuer issuer(ManagedAccount account) {
        return new AwsTokenIssuer(account, clients(account), clock);
    }

    @Override
    public String managerPolicy(ManagedAccount account, Set<Duty> duties, Reach reach) {
        return ManagerPolicy.of(account, duties, reach);
    }
}
