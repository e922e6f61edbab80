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
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AWS accounts, reached by the SDK. */
public final class AwsAccounts implements AccountConnector {
    private static final String NEW = "new-account";

    private final InstantSource clock;
    private final List<ExecutionInterceptor> watchers;

    /**
     * Nothing is called yet.
     *
     * @param journal gets the request id of every answer
     */
    public AwsAccounts(InstantSource clock, Consumer<String> journal) {
        this(clock, List.of(new CallJournal(journal)));
    }

    AwsAccounts(InstantSource clock, List<ExecutionInterceptor> watchers) {
        this.clock = clock;
        this.watchers = List.copyOf(watchers);
    }

    /** Clients for an account; close them. */
    AccountClients clients(ManagedAccount account) {
        return new AccountClients(account.access(), account.name(), watchers);
    }

    @Override
    public Caller caller(AccountAccess access) {
        try (AccountClients clients = new AccountClients(access, NEW, watchers)) {
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
    public TokenIssuer issuer(ManagedAccount account) {
        return new AwsTokenIssuer(account, clients(account), clock);
    }

    @Override
    public String managerPolicy(ManagedAccount account, Set<Duty> duties, Reach reach) {
        return ManagerPolicy.of(account, duties, reach);
    }
}
