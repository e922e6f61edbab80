package io.keycanary.app;

import io.keycanary.aws.AwsAccounts;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenPlan;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * A decoy on which everything hangs that keeps IAM from deleting a user. moto deletes such a user all the same, so a stub
 * refuses it, as IAM does, until {@link #letGo()}; and service-specific credentials are the stub's.
 */
final class LadenDecoy implements AutoCloseable {
    static final String NAME = "svc-laden";
    private static final String REFUSAL = "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>"
            + "<Type>Sender</Type><Code>DeleteConflict</Code><Message>Cannot delete entity, must remove users from group"
            + " first.</Message></Error><RequestId>r</RequestId></ErrorResponse>";
    private static final String DELETED = "<DeleteServiceSpecificCredentialResponse"
            + " xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ResponseMetadata><RequestId>r</RequestId>"
            + "</ResponseMetadata></DeleteServiceSpecificCredentialResponse>";

    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\n"
            + "MIIBLjCB4aADAgECAhRtfjTnHVPya3J2M02rt2EIx+Q+YzAFBgMrZXAwDDEKMAgG\n"
            + "A1UEAwwBeDAgFw0yNjExMjgxNDMxMjVaGA8yMTI2MTEwNDE0MzEyNVowDDEKMAgG\n"
            + "A1UEAwwBeDAqMAUGAytlcAMhALKaQyUhCWZ0CSb2jVZjtgFGDv/5dQcPHAD9PsO6\n"
            + "/MU6o1MwUTAdBgNVHQ4EFgQUQPYSGchtamfJKz8FIvYYUcRIZR0wHwYDVR0jBBgw\n"
            + "FoAUQPYSGchtamfJKz8FIvYYUcRIZR0wDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXAD\n"
            + "QQCjbSUKgw3WvnAU82B0HTX4sLJtbQiVudBe+pzhUhx1UGCRQHkvSpwlKGgtWnEb\n"
            + "JyruZnNOj/MgAJxJCAqKjZMG\n"
            + "-----END CERTIFICATE-----\n";

    private final MotoWithStubs aws;
    private final TokenIssuer issuer;
    private final CanaryToken token;

    /** With the profile {@code prod}. */
    LadenDecoy(URI moto, IamClient iam) throws IOException {
        aws = new MotoWithStubs(moto);
        issuer = new AwsAccounts(Clock.systemUTC(), request -> {})
                .issuer(new ManagedAccount(
                        "stub",
                        new AwsAccount(MotoAccount.ACCOUNT),
                        new AccountAccess("prod", null, null, "us-east-1", aws.url()),
                        "/batch/",
                        new DecoyTag("CostUnit", "4711"),
                        Instant.EPOCH));
        token = issuer.planned(new TokenPlan(NAME, "/batch/", null, Stewardship.NONE));
        issuer.makeUser(token);
        issuer.makeKey(token);
        load(iam);
    }

    private void load(IamClient iam) {
        aws.answer("DeleteUser", 409, REFUSAL);
        aws.serviceCredential(NAME);
        aws.answer("DeleteServiceSpecificCredential", 200, DELETED);
        String phone = iam.createVirtualMFADevice(r -> r.virtualMFADeviceName("phone"))
                .virtualMFADevice()
                .serialNumber();
        iam.enableMFADevice(r -> r.userName(NAME)
                .serialNumber(phone)
                .authenticationCode1("123456")
                .authenticationCode2("234567"));
        iam.uploadSSHPublicKey(r -> r.userName(NAME).sshPublicKeyBody("ssh-rsa AAAA x"));
        iam.uploadSigningCertificate(r -> r.userName(NAME).certificateBody(CERTIFICATE));
    }

    URI url() {
        return aws.url();
    }

    /** From now on it can be deleted. */
    void letGo() {
        aws.leaveToMoto("DeleteUser");
    }

    void delete() {
        issuer.deleteUser(token);
    }

    @Override
    public void close() {
        issuer.close();
        aws.close();
    }
}
