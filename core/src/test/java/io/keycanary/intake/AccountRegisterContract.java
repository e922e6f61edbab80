package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What an {@link io.keycanary.token.AccountRegister} must do. */
public abstract class AccountRegisterContract extends StoreContract {
    private static final AccountAccess PLAIN = new AccountAccess(null, null, null, "us-east-1", null);
    private static final AccountAccess FULL = new AccountAccess(
            "audit",
            "arn:aws:iam::111122223333:role/ops/manager",
            "x-17",
            "eu-west-1",
            URI.create("http://127.0.0.1:5000"));

    private static ManagedAccount account(String name, String id, AccountAccess access) {
        return new ManagedAccount(
                name, new AwsAccount(id), access, "/batch/jobs/", new DecoyTag("Cost Unit", "7f3a"), Example.T);
    }

    @Test
    void put_severalAndAgain_eachComesBackWhole() {
        ManagedAccount second = account("prod", "111122223333", FULL);
        ManagedAccount first = account("Dev", "444455556666", PLAIN);
        ManagedAccount changed = account("prod", "111122223333", PLAIN);
        ledger.change(stores -> stores.accounts().put(second));
        ledger.change(stores -> stores.accounts().put(first));
        check(another(), stores -> {
            assertThat(stores.accounts().all()).containsExactly(first, second);
            assertThat(stores.accounts().find("prod")).contains(second);
            assertThat(stores.accounts().find("PROD")).isEmpty();
        });
        ledger.change(stores -> stores.accounts().put(changed));
        check(stores -> assertThat(stores.accounts().all()).containsExactly(first, changed));
    }

    @Test
    void remove_oneOfTwo_otherStays() {
        ManagedAccount kept = account("kept", "111122223333", FULL);
        ledger.change(stores -> {
            stores.accounts().put(kept);
            stores.accounts().put(account("gone", "444455556666", PLAIN));
        });
        ledger.change(stores -> stores.accounts().remove("gone"));
        ledger.change(stores -> stores.accounts().remove("never"));
        check(stores -> assertThat(stores.accounts().all()).containsExactly(kept));
    }

    @Test
    void put_workFails_isUndone() {
        assertThatThrownBy(() -> ledger.change(stores -> {
                    stores.accounts().put(account("lost", "111122223333", PLAIN));
                    throw new IllegalStateException("stop");
                }))
                .isInstanceOf(IllegalStateException.class);
        check(stores -> assertThat(stores.accounts().all()).isEmpty());
    }
}
