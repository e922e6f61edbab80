package io.keycanary.app;

import io.keycanary.channel.OcsfBucket;
import io.keycanary.channel.SecurityHub;
import io.keycanary.cli.AlertTargets;
import io.keycanary.token.AccountAccess;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Where the alert channels of the settings write to in AWS. */
final class AwsTargets implements AlertTargets {
    private final Supplier<Settings> settings;

    AwsTargets(Supplier<Settings> settings) {
        this.settings = settings;
    }

    @Override
    public boolean reportTo(String account) {
        return settings.get().channels().stream()
                .anyMatch(channel -> channel.settings() instanceof SecurityHub hub
                        && hub.account().equals(account));
    }

    @Override
    public Set<String> folders() {
        return folders(bucket -> true);
    }

    /** A channel assumes no role: where an account is reached by one, the channel does not write as that role. */
    @Override
    public Set<String> folders(AccountAccess writer) {
        return folders(bucket -> writer.roleArn() == null && Objects.equals(bucket.profile(), writer.profile()));
    }

    private Set<String> folders(Predicate<OcsfBucket> which) {
        return settings.get().channels().stream()
                .filter(channel -> channel.settings() instanceof OcsfBucket bucket && which.test(bucket))
                .map(channel -> (OcsfBucket) channel.settings())
                .map(bucket -> bucket.bucket() + "/" + bucket.prefix())
                .collect(Collectors.toSet());
    }
}
