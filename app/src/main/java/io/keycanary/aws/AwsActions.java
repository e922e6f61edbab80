package io.keycanary.aws;

import io.keycanary.respond.AccountActions;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.respond.ResponseAction;
import io.keycanary.token.ManagedAccount;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Response actions in AWS accounts. */
public record AwsActions(AwsAccounts accounts, InstantSource clock) implements AccountActions {
    private static final Pattern KEY = Pattern.compile("([\\w+=,.@-]{1,64})/(\\w{16,128})");
    private static final Pattern PRINCIPAL = Pattern.compile("(role|user)/([\\w+=,.@-]{1,64})");
    private static final Pattern INSTANCE = Pattern.compile("(?:([a-z]{2}[a-z0-9-]{1,30})/)?(i-[0-9a-f]{8,17})");

    @Override
    public ResponseAction of(ManagedAccount account, ActionKind kind, String target) {
        return switch (kind) {
            case DEACTIVATE_DECOY_KEY, DEACTIVATE_KEY -> {
                Matcher key = matched(KEY, target, "USER/KEYID, as build-bot/AKIA...");
                yield new KeySwitch(accounts.clients(account), key.group(1), key.group(2));
            }
            case REVOKE_SESSIONS -> {
                Matcher principal = matched(PRINCIPAL, target, "role/NAME or user/NAME");
                yield new SessionRevocation(
                        accounts.clients(account), principal.group(1).equals("role"), principal.group(2), clock);
            }
            case ISOLATE_INSTANCE ->
                isolation(account, matched(INSTANCE, target, "REGION/ID or ID, as eu-west-1/i-0abc1234"));
            case KEEP_DECOY_KEY, REPLACE_DECOY_KEY, RETIRE_AND_REPLANT, BLOCK_SOURCE ->
                throw new ActionRefusedException(kind.word() + " is nothing that is done in an AWS account");
        };
    }

    private ResponseAction isolation(ManagedAccount account, Matcher instance) {
        AccountClients clients = accounts.clients(account);
        String region = instance.group(1);
        Ec2Client ec2 =
                region == null ? clients.client(Ec2Client.builder()) : clients.client(Ec2Client.builder(), region);
        return new InstanceIsolation(clients, ec2, instance.group(2), clock);
    }

    private static Matcher matched(Pattern form, String target, String words) {
        Matcher matcher = form.matcher(target);
        if (!matcher.matches()) {
            throw new ActionRefusedException("this action is about " + words + ", and not about \"" + target + "\"");
        }
        return matcher;
    }
}
