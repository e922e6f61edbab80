package io.keycanary.aws;

import io.keycanary.audit.Grant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * What policies and grants of the customer's own keys of one region allow whom. Keys that AWS manages are told by their
 * aliases, in one call for all; nobody can change who may use them (KMS developer guide, AWS managed keys).
 */
final class KeyGrants {
    private static final String OF_AWS = "alias/aws/";

    private final KmsClient kms;
    private final String region;
    private final GrantsFound found;

    KeyGrants(KmsClient kms, String region, GrantsFound found) {
        this.kms = kms;
        this.region = region;
        this.found = found;
    }

    void read() {
        List<KeyListEntry> keys = found.listed(
                "kms:ListKeys",
                () -> kms.listKeysPaginator(r -> r.limit(1000)).keys().stream().toList());
        Set<String> ofAws = keys.isEmpty() ? Set.of() : ofAws();
        for (KeyListEntry key : keys) {
            if (!ofAws.contains(key.keyId())) {
                String policy = found.ask("kms:GetKeyPolicy", () -> orDeleted("", () -> policy(key)));
                found.policy("kms:GetKeyPolicy", key.keyArn(), region, policy);
                found.listed("kms:ListGrants", () -> orDeleted(List.<GrantListEntry>of(), () -> grants(key)))
                        .forEach(grant -> found.add("kms:ListGrants", grant(key, grant)));
            }
        }
    }

    private Set<String> ofAws() {
        List<AliasListEntry> aliases = found.listed(
                "kms:ListAliases",
                () -> kms.listAliasesPaginator(r -> r.limit(100)).aliases().stream()
                        .toList());
        return aliases.stream()
                .filter(alias -> alias.aliasName().startsWith(OF_AWS))
                .map(AliasListEntry::targetKeyId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private String policy(KeyListEntry key) {
        return kms.getKeyPolicy(r -> r.keyId(key.keyId()).policyName("default")).policy();
    }

    private List<GrantListEntry> grants(KeyListEntry key) {
        return kms.listGrantsPaginator(r -> r.keyId(key.keyId()).limit(100)).grants().stream()
                .toList();
    }

    /** Who may retire a grant can take it from whoever has it. */
    private Grant grant(KeyListEntry key, GrantListEntry grant) {
        List<String> principals = Stream.of(grant.granteePrincipal(), grant.retiringPrincipal())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Grant(Grant.Kind.KEY_GRANT, key.keyArn(), region, principals, grant.constraints() != null);
    }

    private static <T> T orDeleted(T nothing, Supplier<T> call) {
        try {
            return call.get();
        } catch (NotFoundException e) {
            return nothing;
        }
    }
}
