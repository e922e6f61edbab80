package io.keycanary.alert;

import io.keycanary.token.TokenId;
import java.util.Collections;
import java.util.Set;

/**
 * Whose alerts a channel is for. Each set that is not empty has to hold.
 *
 * @param tokens labels or ids of the tokens; empty for all
 * @param tags the tokens with one of these tags; empty for all
 * @param accounts 12-digit ids of the accounts; empty for all
 */
public record Scope(Set<String> tokens, Set<String> tags, Set<String> accounts) {
    /** No limit. */
    public static final Scope ALL = new Scope(Set.of(), Set.of(), Set.of());

    /** Copies the sets. */
    public Scope {
        tokens = Set.copyOf(tokens);
        tags = Set.copyOf(tags);
        accounts = Set.copyOf(accounts);
    }

    /**
     * The token that an alert is about.
     *
     * @param label its name
     * @param account 12-digit id
     */
    public record Subject(String label, Set<String> tags, String account) {
        /** No token. */
        public static final Subject NONE = new Subject("", Set.of(), "");

        /** Copies the set. */
        public Subject {
            tags = Set.copyOf(tags);
        }
    }

    boolean holds(TokenId token, Subject subject) {
        return (tokens.isEmpty() || tokens.contains(subject.label()) || tokens.contains(token.toString()))
                && (tags.isEmpty() || !Collections.disjoint(tags, subject.tags()))
                && (accounts.isEmpty() || accounts.contains(subject.account()));
    }
}
