package io.keycanary.channel;

import io.keycanary.token.Printable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Imports alerts into AWS Security Hub, as findings of the account's own product.
 *
 * @param account whose Security Hub it is, 12 digits: AWS wants the calls to be made by that account
 * @param region of that Security Hub
 * @param profile in the AWS configuration of this machine; null for the usual chain
 * @param endpoint null for AWS itself
 */
public record SecurityHub(
        String name,
        String account,
        String region,
        @Nullable String profile,
        @Nullable URI endpoint) implements ChannelSettings {
    /** Checks what can be checked without AWS. */
    public SecurityHub {
        ChannelChecks.name(name);
        ChannelChecks.region(name, region);
        if (!account.matches("\\d{12}")) {
            throw ChannelChecks.bad(
                    name, "account must be 12 digits in quotes, not '" + Printable.line(account, 60) + "'");
        }
    }

    /** The product of findings that an account imports itself. */
    public String product() {
        return "arn:" + partition() + ":securityhub:" + region + ":" + account + ":product/" + account + "/default";
    }

    /** {@code aws}, or that of China or of GovCloud. */
    public String partition() {
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
