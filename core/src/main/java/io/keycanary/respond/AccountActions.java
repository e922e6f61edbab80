package io.keycanary.respond;

import io.keycanary.token.ManagedAccount;

/** Makes actions in an AWS account. Asks nobody yet. */
@FunctionalInterface
public interface AccountActions {
    /**
     * An action; close it.
     *
     * @throws ActionRefusedException when the target has not the form that this kind asks for
     */
    ResponseAction of(ManagedAccount account, ActionKind kind, String target);
}
