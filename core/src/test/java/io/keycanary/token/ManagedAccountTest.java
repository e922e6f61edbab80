package io.keycanary.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.token.Account.AwsAccount;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedAccountTest {
    private static final AccountAccess PLAIN = access("us-east-1");
    private static final DecoyTag TAG = new DecoyTag("CostUnit", "7f3a");

    private static AccountAccess access(String region) {
        return new AccountAccess(null, null, null, region, null);
    }

    private static ManagedAccount account(String name, String path) {
        return new ManagedAccount(name, new AwsAccount("111122223333"), PLAIN, path, TAG, Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "LOCAL", "", "a", "a b", "../x", "-x"})
    void name_notUsable_isRefusedAndQuoted(String name) {
        assertThatThrownBy(() -> account(name, "/batch/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "//", "batch", "/batch", "batch/", "/ba tch/", "/*/", "/a?/", "/${aws:username}/", "/a//b/"
            })
    void path_ofEverybodyOrAPattern_isRefused(String path) {
        assertThatThrownBy(() -> account("prod", path)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1,aws", "cn-north-1,aws-cn", "us-gov-west-1,aws-us-gov"})
    void userArn_ofARegion_isOfItsPartition(String region, String partition) {
        ManagedAccount account = new ManagedAccount(
                "prod", new AwsAccount("111122223333"), access(region), "/batch/", TAG, Instant.EPOCH);
        assertThat(account.userArn("svc-x")).isEqualTo("arn:" + partition + ":iam::111122223333:user/batch/svc-x");
    }

    @Test
    void access_wrongFields_areRefused() {
        assertThatThrownBy(() -> access("mars")).hasMessageContaining("\"mars\"");
        assertThatThrownBy(() -> new AccountAccess(null, null, "x-1", "us-east-1", null))
                .hasMessageContaining("name the role");
        assertThatThrownBy(() -> new AccountAccess(null, "role/x", null, "us-east-1", null))
                .hasMessageContaining("\"role/x\"");
        assertThatThrownBy(
                        () -> new AccountAccess(null, null, null, "us-east-1", URI.create("http://user:pw@127.0.0.1/")))
                .hasMessageNotContaining("pw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aws:x", "AWS:x", "a\u001b"})
    void tagKey_notAllowedByIam_isRefused(String key) {
        assertThatThrownBy(() -> new DecoyTag(key, "v")).isInstanceOf(IllegalArgumentException.class);
    }
}
