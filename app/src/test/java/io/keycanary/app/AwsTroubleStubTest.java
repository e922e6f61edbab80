package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Exit;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.User;

/**
 * What each family of verbs says when AWS says no, and that nothing is lost by it. The refusals are the documented answers
 * of AWS, given by a stub in front of moto.
 */
class AwsTroubleStubTest extends MotoAccount {
    private static final String SCP =
            "User: arn:aws:iam::123456789012:user/prod is not authorized to perform: %s on resource:"
                    + " arn:aws:x with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1";

    private MotoWithStubs aws;
    private Program program;

    @BeforeEach
    void aTokenInAnAccount() throws Exception {
        aws = new MotoWithStubs(url());
        aws.regions(List.of("us-east-1"), List.of());
        aws.serviceCredential();
        aws.simulator();
        program = program();
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        String[] add = {"account", "add", "prod", "--profile", "prod", "--path", "/batch/", "--endpoint-url"};
        run(
                Exit.OK,
                Stream.concat(Stream.of(add), Stream.of(aws.url().toString())).toArray(String[]::new));
        issue(Exit.OK, "there");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private Program.Result run(int exit, String... line) {
        Program.Result result = program.run(line);
        assertThat(result.code())
                .as(String.join(" ", line) + "\n" + result.out() + result.err())
                .isEqualTo(exit);
        return result;
    }

    private Program.Result issue(int exit, String name) {
        return run(
                exit, "token", "issue", name, "--account", "prod", "--owner", "a", "--purpose", "p", "--playbook", "b");
    }

    private Program.Result apply(int exit) {
        return run(
                exit,
                "pipeline",
                "apply",
                "--account",
                "prod",
                "--region",
                "us-east-1",
                "--subscribe",
                "email:soc@example.com",
                "--yes");
    }

    private Program.Result audit(int exit) {
        return run(exit, "audit", "--account", "prod", "--leave-out", "guardrail,resources");
    }

    private Program.Result retire(int exit) {
        return run(exit, "token", "retire", "there");
    }

    private List<String> users() {
        return iam().listUsers(r -> r.pathPrefix("/batch/")).users().stream()
                .map(User::userName)
                .toList();
    }

    private String states() {
        return run(Exit.OK, "token", "list").out();
    }

    /** All families say the same, and what was there before is there as it was. */
    private void everyFamily(int exit, String... says) {
        String before = states();
        for (Program.Result result : List.of(issue(exit, "new"), apply(exit), audit(exit), retire(exit))) {
            assertThat(result.err()).contains(says).doesNotContain("a fault of the program");
        }
        assertThat(states()).isEqualTo(before);
        assertThat(users()).containsExactly("there");
    }

    @Test
    void credentials_thatHaveExpired_areToBeRenewed() {
        aws.refuse("*", 403, "ExpiredToken", "The security token included in the request is expired");
        everyFamily(Exit.USAGE, "the AWS credentials have expired: renew them", "ExpiredToken");
        aws.refuse("*", 400, "ExpiredTokenException", "The security token included in the request is expired");
        assertThat(apply(Exit.USAGE).err()).contains("have expired: renew them");
    }

    @Test
    void clock_thatIsWrong_isToBeSet() {
        aws.refuse(
                "*",
                403,
                "SignatureDoesNotMatch",
                "Signature expired: 20261123T115459Z is now earlier than"
                        + " 20261123T120000Z (20261123T121500Z - 15 min.)");
        everyFamily(Exit.USAGE, "the clock of this machine is wrong, says AWS: set it");
        aws.refuse(
                "*",
                403,
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too" + " large.");
        assertThat(audit(Exit.USAGE).err()).contains("the clock of this machine is wrong");
    }

    @Test
    void key_thatAWSDoesNotKnow_mayBeARegionThatIsOff() {
        aws.refuse("*", 403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        everyFamily(Exit.USAGE, "does not accept the credentials", "a region that the account did not opt in to");
    }

    @Test
    void callThatAnOrganisationDenies_isNamed_withWhoDeniesIt() {
        aws.refuse("CreateUser", 403, "AccessDenied", SCP.formatted("iam:CreateUser"));
        assertThat(issue(Exit.REFUSED, "new").err())
                .contains("no permission for iam:CreateUser, which a service control policy denies");
        aws.refuse("CreateTrail", 400, "AccessDeniedException", SCP.formatted("cloudtrail:CreateTrail"));
        assertThat(apply(Exit.REFUSED).err())
                .contains("no permission for cloudtrail:CreateTrail, which a service control policy denies");
        aws.refuse(
                "GetAccountAuthorizationDetails",
                403,
                "AccessDenied",
                SCP.formatted("iam:GetAccountAuthorizationDetails"));
        assertThat(audit(Exit.REFUSED).err())
                .contains("iam:GetAccountAuthorizationDetails, which a service control policy denies");
        aws.refuse("DeleteUser", 403, "AccessDenied", SCP.formatted("iam:DeleteUser"));
        assertThat(retire(Exit.REFUSED).err()).contains("iam:DeleteUser, which a service control policy denies");
        assertThat(users()).containsExactly("there");
        aws.endTrouble();
        apply(Exit.OK);
        retire(Exit.OK);
        assertThat(users()).isEmpty();
    }

    @Test
    void apply_thatIsDeniedHalfWay_isFinishedByTheNext() {
        aws.refuse(
                "PutMetricFilter",
                400,
                "AccessDeniedException",
                "User: x is not authorized to perform: logs:PutMetricFilter on resource: y");
        Program.Result denied = apply(Exit.REFUSED);
        assertThat(denied.err()).contains("made trail activity-watch", "no permission for logs:PutMetricFilter");
        aws.endTrouble();
        assertThat(run(Exit.FOUND, "pipeline", "status", "--account", "prod").out())
                .contains("metric filters");
        assertThat(apply(Exit.OK).err()).contains("made metric filters").doesNotContain("made trail");
        run(Exit.OK, "pipeline", "remove", "--account", "prod", "--yes");
    }

    @Test
    void quotaAndNames_areTold_andWhatIsMissingIsMadeLater() {
        aws.refuse("CreateUser", 409, "LimitExceeded", "Cannot exceed quota for UsersPerAccount: 5000");
        assertThat(issue(Exit.REFUSED, "new").err()).contains("a limit of the account stands against iam:CreateUser");
        aws.refuse(
                "CreateTrail", 400, "MaximumNumberOfTrailsExceededException", "User already has 5 trails in us-east-1");
        assertThat(apply(Exit.REFUSED).err()).contains("a limit of the account stands against", "already has 5 trails");
        aws.refuse("CreateUser", 409, "EntityAlreadyExists", "User with name new already exists.");
        assertThat(issue(Exit.USAGE, "new").err()).contains("has a user new already");
        aws.endTrouble();
        issue(Exit.OK, "new");
        apply(Exit.OK);
        assertThat(users()).containsExactlyInAnyOrder("there", "new");
    }

    @Test
    void account_thatCannotBeReached_orHasNoCredentials_isTold() throws Exception {
        Files.writeString(folder.resolve("credentials"), "");
        everyFamily(Exit.USAGE, "there are no AWS credentials to use", "AWS_PROFILE");
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        aws.close();
        String before = states();
        List<Program.Result> all =
                new ArrayList<>(List.of(issue(Exit.INCOMPLETE, "new"), apply(Exit.INCOMPLETE), audit(Exit.INCOMPLETE)));
        all.add(retire(Exit.INCOMPLETE));
        for (Program.Result result : all) {
            assertThat(result.err()).contains("AWS cannot be reached for");
        }
        assertThat(states()).isEqualTo(before);
        assertThat(users()).containsExactly("there");
    }
}
