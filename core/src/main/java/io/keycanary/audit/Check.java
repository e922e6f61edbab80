package io.keycanary.audit;

import java.util.Locale;

/**
 * What an audit looks for. The statement is what is wrong when it finds something; in statement and remedy stand in braces
 * {@code user}, {@code token}, {@code account}, {@code tag} and what the finding is about, {@code what}.
 */
public enum Check {
    /** The register names a user that the account does not have. */
    USER_MISSING(Severity.CRITICAL, "the user {user} is not in the account", "keycanary token retire {token}"),
    /** The name is that of another user now. */
    USER_REPLACED(
            Severity.CRITICAL,
            "the user {user} was deleted and made anew: its id is {what} now",
            "keycanary token retire {token}"),
    /** It was renamed, or is on another path. */
    USER_MOVED(
            Severity.HIGH,
            "the user is {what} now, and the register says otherwise",
            "aws iam update-user --user-name {what-name} --new-user-name {user} --new-path {path}"),
    /** The register does not know which user it is. */
    USER_UNKNOWN(
            Severity.MEDIUM,
            "the register does not know the user of this token, so nothing about it can be looked at",
            "keycanary token import FILE, with the ARN and the unique id of its user"),
    /** The tag of decoys is missing. */
    TAG_MISSING(
            Severity.MEDIUM,
            "the user does not bear the tag {tag}, by which policies and this program know a decoy",
            "aws iam tag-user --user-name {user} --tags Key={tag-key},Value={tag-value}"),
    /** A policy of its own. */
    INLINE_POLICY(
            Severity.CRITICAL,
            "the user has the inline policy {what}",
            "aws iam delete-user-policy --user-name {user} --policy-name {what}"),
    /** A managed policy. */
    ATTACHED_POLICY(
            Severity.CRITICAL,
            "the policy {what} is attached to the user",
            "aws iam detach-user-policy --user-name {user} --policy-arn {what}"),
    /** A group with policies. */
    GROUP_POLICY(
            Severity.CRITICAL,
            "the user is in the group {what}, which has policies",
            "aws iam remove-user-from-group --user-name {user} --group-name {what}"),
    /** A group without policies, so far. */
    GROUP_MEMBER(
            Severity.MEDIUM,
            "the user is in the group {what}: whatever the group is given, the decoy has too",
            "aws iam remove-user-from-group --user-name {user} --group-name {what}"),
    /** A permissions boundary that nobody of us set. It changes what an intruder reads. */
    BOUNDARY(
            Severity.MEDIUM,
            "the user has the permissions boundary {what}, which this program does not set",
            "aws iam delete-user-permissions-boundary --user-name {user}"),
    /** A password. */
    PASSWORD(
            Severity.CRITICAL,
            "the user has a password for the console",
            "aws iam delete-login-profile --user-name {user}"),
    /** An MFA device. */
    MFA(
            Severity.HIGH,
            "an MFA device is registered for the user, and no decoy needs one",
            "aws iam list-mfa-devices --user-name {user}, then aws iam deactivate-mfa-device"),
    /** A signing certificate. */
    CERTIFICATE(
            Severity.HIGH,
            "the user has an active signing certificate",
            "aws iam list-signing-certificates --user-name {user}, then aws iam delete-signing-certificate"),
    /** An SSH public key. */
    SSH_KEY(
            Severity.HIGH,
            "the user has the SSH public key {what}",
            "aws iam delete-ssh-public-key --user-name {user} --ssh-public-key-id {what}"),
    /** A service-specific credential, such as a key for Bedrock. */
    SERVICE_CREDENTIAL(
            Severity.CRITICAL,
            "the user has the service-specific credential {what}",
            "aws iam delete-service-specific-credential --user-name {user} --service-specific-credential-id {what}"),
    /** IAM itself says that the decoy may do something. */
    ACTION_ALLOWED(
            Severity.CRITICAL,
            "the user may call {what}, says the policy simulator of IAM",
            "aws iam simulate-principal-policy --policy-source-arn {arn} --action-names {what}, which names the policy that"
                    + " allows it; then take that away"),
    /** No key that the register takes for the one in use. */
    KEY_NONE(
            Severity.HIGH, "the token has no access key in use: nothing can be seen", "keycanary token rotate {token}"),
    /** The account does not have the key in use. */
    KEY_MISSING(
            Severity.HIGH,
            "the access key {what} is not in the account any more: its use is not seen",
            "keycanary token rotate {token}"),
    /** The key in use is off: AWS then logs nothing. */
    KEY_INACTIVE(
            Severity.HIGH,
            "the access key {what} is not active: AWS records no use of it",
            "aws iam update-access-key --user-name {user} --access-key-id {what} --status Active"),
    /** The user has a key that we did not make. */
    KEY_UNKNOWN(
            Severity.CRITICAL,
            "the user has the access key {what}, which the register does not know",
            "aws iam delete-access-key --user-name {user} --access-key-id {what}"),
    /** Account and register differ about a key. */
    KEY_DIFFERS(
            Severity.MEDIUM,
            "the access key {what} is active, and the register says that it is not",
            "aws iam delete-access-key --user-name {user} --access-key-id {what}"),
    /** A rotation was begun and not ended. */
    ROTATION_OPEN(
            Severity.LOW,
            "the access key {what} was replaced more than a week ago and still works",
            "keycanary token rotate {token} --confirm"),
    /** AWS knows the key to be public. */
    QUARANTINED(
            Severity.CRITICAL,
            "AWS has quarantined the user by {what}: the key is public",
            "keycanary token rotate {token}, after the place was taken down"),
    /** A role lets the decoy in. */
    ROLE_TRUST(
            Severity.CRITICAL,
            "the role {what} trusts the user",
            "aws iam update-assume-role-policy --role-name {what-name}, without the user"),
    /** The policy of a resource names the decoy. */
    RESOURCE_GRANT(
            Severity.CRITICAL,
            "the policy of {what} allows the user something",
            "take the user out of the policy of {what}"),
    /** A grant of a KMS key names the decoy. */
    KEY_GRANT(
            Severity.CRITICAL,
            "a grant of {what} allows the user something",
            "aws kms list-grants --key-id {what}, then aws kms revoke-grant --key-id {what} --grant-id and its GrantId"),
    /** Something is open to everybody, decoys among them. */
    OPEN_TO_ALL(
            Severity.HIGH,
            "the policy of {what} allows everybody something, decoys among them",
            "name those who need it in the policy of {what}, or add a condition"),
    /** Nobody answers for it. */
    OWNER(Severity.LOW, "nobody is recorded as owner of the token", "keycanary token show {token}"),
    /** Nobody knows what it is for. */
    PURPOSE(Severity.LOW, "no purpose of the token is recorded", "keycanary token show {token}"),
    /** Nobody knows what to do. */
    PLAYBOOK(Severity.LOW, "no playbook of the token is recorded", "keycanary token show {token}"),
    /** It hangs nowhere. */
    PLACE_NONE(
            Severity.LOW,
            "no place of the token is recorded: an alert cannot name the leak",
            "keycanary plant {token} --as aws-credentials"),
    /** It hangs in several places. */
    PLACE_SEVERAL(
            Severity.MEDIUM,
            "the token is in {what} places at once: an alert cannot say which of them leaked",
            "keycanary plant {token} --remove, then one token for each place"),
    /** It hung somewhere and does not any more. */
    PLACE_GONE(
            Severity.MEDIUM,
            "the key is no longer where it was planted: {what}",
            "keycanary plant {token} --check, then plant it again"),
    /** It is what the owner's own tools use. */
    PLACE_DEFAULT(
            Severity.MEDIUM,
            "the key is in the profile [default] of {file}: the tools of whoever works there use it, and ring the alarm",
            "keycanary plant {token} --remove, then plant it with --profile and a name of its own"),
    /** Every decoy names the same region. */
    PLACE_REGION(
            Severity.LOW,
            "every decoy names the region {what}: who has seen one knows the others by it",
            "keycanary plant TOKEN --remove, then plant some of them with another --region"),
    /** The file is much younger than the key. */
    PLACE_YOUNG(
            Severity.LOW,
            "{file} was changed {what} after the key was made, so that it looks put there later",
            "keycanary token rotate {token}, and plant the new key; or plant keys on the day on which they are made"),
    /** Nobody takes the two for a pair. */
    PLACE_APART(
            Severity.MEDIUM,
            "key id and secret stand {what} lines apart in {file}: tools that look for keys do not find a pair",
            "keycanary plant {token} --remove, then plant it again"),
    /** It lies in a repository that anybody may read. */
    PLACE_PUBLIC(
            Severity.HIGH,
            "{file} is in a work tree whose remote {what}, where it may be public: AWS and strangers find it",
            "keycanary plant {token} --remove, and keycanary token rotate {token} if it was pushed"),
    /** The tool that such a file is for would not leave it so. */
    PLACE_OPEN(
            Severity.LOW,
            "{file} can be read by others ({what}), which its tools would not leave so",
            "chmod 600 {file}"),
    /** What stands beside the key says what it is. */
    PLACE_TELLS(
            Severity.MEDIUM,
            "\"{what}\" stands beside the key in {file}, and gives it away",
            "take the word out of {file}"),
    /** The name gives it away. */
    NAME_TELLS(
            Severity.LOW,
            "the name gives the decoy away: {what}",
            "keycanary token retire {token}, and issue one with another name"),
    /** A key of an account that intruders know for its traps. */
    KNOWN_ACCOUNT(
            Severity.MEDIUM,
            "the access key says that it is of account {what}, which published tools list as one of canary tokens",
            "keycanary token retire {token}, and issue one in an account of your own"),
    /** The key's id names another account than the register. */
    OTHER_ACCOUNT(
            Severity.LOW,
            "the access key says that it is of account {what}, and the register says otherwise",
            "keycanary token show {token}"),
    /** A decoy that the register does not know. */
    STRAY_USER(
            Severity.MEDIUM,
            "the user {what} bears the tag of decoys and is not in the register: nobody hears of its use",
            "keycanary token reconcile --account {account}"),
    /** A real user among the decoys. */
    SHARED_PATH(
            Severity.MEDIUM,
            "the user {what} is on the path of the decoys and is none: it sets off the alarm",
            "move the user {what} to another path"),
    /** Nothing was set up that would tell of a use. */
    PIPELINE_NONE(
            Severity.HIGH,
            "no pipeline was applied in the account by this installation: nothing tells of a use",
            "keycanary pipeline apply --account {account}"),
    /** A part of the pipeline is missing or wrong. */
    PIPELINE_BROKEN(
            Severity.HIGH, "{what}", "keycanary pipeline apply --account {account}, with the options of before"),
    /** A part of the pipeline waits. */
    PIPELINE_WAITING(Severity.MEDIUM, "{what}", "confirm it, then keycanary pipeline status --account {account}"),
    /** A path did not tell of what others told of. */
    PATH_SILENT(
            Severity.MEDIUM,
            "the path {what}",
            "keycanary drill --all, which names the part of the pipeline that is broken; was `serve` running?"),
    /** A path is later than it should be. */
    PATH_LATE(
            Severity.MEDIUM,
            "the path {what}",
            "keycanary doctor, which says what is wrong with its queue, files or history; was `serve` running?"),
    /** A part of the pipeline belongs to others. */
    PIPELINE_FOREIGN(
            Severity.HIGH, "{what}", "keycanary pipeline apply --account {account} --adopt, or another --name"),
    /** A region that no rule of the pipeline watches. */
    PIPELINE_REGION(
            Severity.MEDIUM,
            "calls can be made in {what}, and no rule of the pipeline watches there: only trail and event history do",
            "keycanary pipeline apply --account {account} --region {what}"),
    /** No service control policy keeps the decoys what they are. */
    GUARDRAIL(
            Severity.MEDIUM,
            "no service control policy protects the users on the path {path}",
            "keycanary guardrail scp --attach --account {account} --by MANAGEMENT --operator ARN, with the account of the"
                    + " register that manages the organisation"),
    /** Nobody wrote the decoy policy. */
    POLICY_NONE(
            Severity.LOW,
            "no decoy policy was exported: nobody can look up who may plant decoys, and who is called",
            "keycanary policy export > decoy-policy.md, and put it where responders find it"),
    /** It says what is no longer so. */
    POLICY_CHANGED(
            Severity.LOW,
            "the decoy policy of {what} is outdated: rules, accounts or playbooks have changed since",
            "keycanary policy export > decoy-policy.md, and put it where the old one was"),
    /** Nobody looked it over in time. */
    POLICY_REVIEW(
            Severity.LOW,
            "the review of the decoy policy was due on {what}",
            "look it over, then keycanary policy export > decoy-policy.md"),
    /** Service control policies do not hold in the management account. */
    MANAGEMENT_ACCOUNT(
            Severity.MEDIUM,
            "the account is the management account of its organisation, where no service control policy holds",
            "issue decoys in a member account");

    private final Severity severity;
    private final String statement;
    private final String remedy;

    Check(Severity severity, String statement, String remedy) {
        this.severity = severity;
        this.statement = statement;
        this.remedy = remedy;
    }

    /** How much it matters. */
    public Severity severity() {
        return severity;
    }

    /** What is wrong, with what is filled in in braces. */
    public String statement() {
        return statement;
    }

    /** What to do, with what is filled in in braces. */
    public String remedy() {
        return remedy;
    }

    /** What was looked at to find it. */
    public Area area() {
        return switch (this) {
            case PASSWORD, MFA, CERTIFICATE -> Area.SIGN_IN;
            case SSH_KEY -> Area.SSH_KEYS;
            case ACTION_ALLOWED -> Area.SIMULATOR;
            case SERVICE_CREDENTIAL -> Area.SERVICE_CREDENTIALS;
            case KEY_NONE, KEY_MISSING, KEY_INACTIVE, KEY_UNKNOWN, KEY_DIFFERS, ROTATION_OPEN -> Area.KEYS;
            case RESOURCE_GRANT, KEY_GRANT, OPEN_TO_ALL -> Area.RESOURCES;
            case PIPELINE_NONE,
                    PIPELINE_BROKEN,
                    PIPELINE_WAITING,
                    PIPELINE_FOREIGN,
                    PIPELINE_REGION,
                    PATH_SILENT,
                    PATH_LATE -> Area.PIPELINE;
            case GUARDRAIL, MANAGEMENT_ACCOUNT -> Area.GUARDRAIL;
            case PLACE_DEFAULT, PLACE_REGION, PLACE_YOUNG, PLACE_APART, PLACE_PUBLIC, PLACE_OPEN, PLACE_TELLS ->
                Area.PLACES;
            default -> Area.USERS;
        };
    }

    /** The id outside: {@code inline-policy}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
