package io.keycanary.audit;

import java.util.List;

/**
 * What the organisation of an account says about it.
 *
 * @param managementAccount 12-digit id
 * @param policies texts of the service control policies of the account and of all that it is in
 */
public record Organisation(String managementAccount, List<String> policies) {
    /** Copies the list. */
    public Organisation {
        policies = List.copyOf(policies);
    }

    /** Whether one of them denies something about the users of a path. */
    boolean guards(String path) {
        String users = "user" + path + "*";
        return policies.stream().anyMatch(text -> text.contains("\"Deny\"") && text.contains(users));
    }
}
