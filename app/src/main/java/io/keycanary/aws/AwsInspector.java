package io.keycanary.aws;

import io.keycanary.audit.AccountFacts;
import io.keycanary.audit.AccountInspector;
import io.keycanary.audit.Area;
import io.keycanary.audit.Grant;
import io.keycanary.audit.NotChecked;
import io.keycanary.audit.Organisation;
import io.keycanary.audit.Seen;
import io.keycanary.audit.UserFacts;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** Asks accounts by the SDK: by account-wide calls wherever one tells, so that more tokens are hardly more calls. */
public final class AwsInspector implements AccountInspector {
    private final AwsAccounts accounts;
    private final InstantSource clock;

    /** For accounts reached so. */
    public AwsInspector(AwsAccounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public AccountFacts look(ManagedAccount account, List<CanaryToken> tokens, Depth depth) {
        try (AccountClients clients = accounts.clients(account)) {
            IamClient iam = clients.client(IamClient.builder());
            AccountUsers details = AwsFailure.orThrow(AccountUsers.CALL, () -> AccountUsers.read(iam, clock.instant()));
            Gaps gaps = new Gaps(account.account().id(), depth.leftOut());
            List<UserFacts> users = new DecoyUsers(iam, gaps, clock, depth).completed(details.facts(), tokens);
            List<Seen<Grant>> grants = new ArrayList<>(details.trusts());
            Seen<Organisation> organisation = null;
            if (depth.whole()) {
                grants.addAll(
                        new ResourceGrants(clients, account, depth.regions(), new GrantsFound(gaps, clock)).read());
                organisation = organisation(clients, account, gaps);
            }
            return new AccountFacts(account, clock.instant(), users, grants, organisation, gaps.all());
        }
    }

    private @Nullable Seen<Organisation> organisation(AccountClients clients, ManagedAccount account, Gaps gaps) {
        if (gaps.closed(Area.GUARDRAIL)) {
            return null;
        }
        try {
            OrganizationsClient organizations = clients.client(OrganizationsClient.builder());
            Organisation found =
                    new OrganisationLook(organizations, account.account().id()).read();
            return new Seen<>(found, OrganisationLook.CALL, clock.instant());
        } catch (AccountException e) {
            gaps.note(Area.GUARDRAIL, e.getMessage() + "; without it: --leave-out guardrail", NotChecked.Kind.FAILED);
            return null;
        }
    }
}
