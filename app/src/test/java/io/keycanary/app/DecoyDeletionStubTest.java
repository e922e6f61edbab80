package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.token.AccountException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.User;

/** What IAM lets nobody delete, by {@link LadenDecoy}: its refusals and some credentials are a stub's. */
class DecoyDeletionStubTest extends MotoAccount {
    @Test
    void deletion_ofADecoyWithEverythingOnIt_takesAllAway() throws Exception {
        profile("prod", "any", "any");
        try (LadenDecoy decoy = new LadenDecoy(url(), iam())) {
            assertThatThrownBy(decoy::delete)
                    .isInstanceOf(AccountException.class)
                    .hasMessageContaining("DeleteConflict");
            assertThat(iam().listMFADevices(r -> r.userName(LadenDecoy.NAME)).mfaDevices())
                    .isEmpty();
            assertThat(iam().listSSHPublicKeys(r -> r.userName(LadenDecoy.NAME)).sshPublicKeys())
                    .isEmpty();
            assertThat(iam().listSigningCertificates(r -> r.userName(LadenDecoy.NAME))
                            .certificates())
                    .isEmpty();
            assertThat(iam().listAccessKeys(r -> r.userName(LadenDecoy.NAME)).accessKeyMetadata())
                    .isEmpty();
            decoy.letGo();
            decoy.delete();
            assertThat(iam().listUsers().users()).extracting(User::userName).doesNotContain(LadenDecoy.NAME);
        }
    }

    @Test
    void deletion_ofADecoyInAGroup_saysHowToTakeItOut() throws Exception {
        profile("prod", "any", "any");
        try (LadenDecoy decoy = new LadenDecoy(url(), iam())) {
            iam().createGroup(r -> r.groupName("devs"));
            iam().addUserToGroup(r -> r.groupName("devs").userName(LadenDecoy.NAME));
            assertThatThrownBy(decoy::delete)
                    .isInstanceOf(AccountException.class)
                    .hasMessageContaining("remove-user-from-group --user-name svc-laden --group-name devs");
            assertThat(iam().listGroupsForUser(r -> r.userName(LadenDecoy.NAME)).groups())
                    .hasSize(1);
        }
    }
}
