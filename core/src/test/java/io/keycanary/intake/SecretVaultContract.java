package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.token.Secret;
import io.keycanary.token.SecretVault;
import io.keycanary.token.TokenId;
import org.junit.jupiter.api.Test;

/** What a {@link SecretVault} must do. */
public abstract class SecretVaultContract extends StoreContract {
    private final TokenId token = new TokenId(Example.id());
    private final TokenId other = new TokenId(Example.id());

    private void keep(TokenId whose, String field, String text) {
        ledger.change(stores -> stores.vault().keep(whose, field, Secret.of(text)));
    }

    private void holds(TokenId whose, String field, String text) {
        check(stores -> assertThat(
                        stores.vault().get(whose, field).orElseThrow().matches(Secret.of(text)))
                .isTrue());
    }

    @Test
    void keep_severalFieldsAndTokens_eachComesBack() {
        keep(token, SecretVault.secretOf("AKIA1"), "one");
        keep(token, SecretVault.sessionTokenOf("ASIA1"), "two \u00e4\ud83d\udc26");
        keep(other, SecretVault.secretOf("AKIA1"), "three");
        holds(token, SecretVault.secretOf("AKIA1"), "one");
        holds(token, SecretVault.sessionTokenOf("ASIA1"), "two \u00e4\ud83d\udc26");
        holds(other, SecretVault.secretOf("AKIA1"), "three");
    }

    @Test
    void keep_sameFieldAgain_replaces() {
        keep(token, "f", "old");
        keep(token, "f", "new");
        holds(token, "f", "new");
    }

    @Test
    void get_anotherProcess_readsTheSame() {
        keep(token, "f", "text");
        check(
                another(),
                stores -> assertThat(
                                stores.vault().get(token, "f").orElseThrow().matches(Secret.of("text")))
                        .isTrue());
    }

    @Test
    void forget_oneToken_onlyItsSecretsAreGone() {
        keep(token, "f", "one");
        keep(token, "g", "two");
        keep(other, "f", "three");
        ledger.change(stores -> stores.vault().forget(token));
        check(stores -> assertThat(stores.vault().get(token, "f")).isEmpty());
        check(stores -> assertThat(stores.vault().get(token, "g")).isEmpty());
        holds(other, "f", "three");
    }
}
