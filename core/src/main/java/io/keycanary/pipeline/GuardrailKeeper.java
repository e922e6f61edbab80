package io.keycanary.pipeline;

import io.keycanary.token.ManagedAccount;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Attaches service control policies in an organisation, and detaches them. Each method may fail with an
 * {@code AccountException}.
 */
public interface GuardrailKeeper {
    /** The most policies that a root, unit or account takes (Organizations quotas, since May 2026; five before). */
    int MAX_ATTACHED = 10;

    /** What is done to a policy. */
    enum Move {
        /** Made anew. */
        CREATE,
        /** Its text becomes the one that is wanted. */
        UPDATE,
        /** It holds for the target from now on. */
        ATTACH,
        /** It does not hold for the target any more. */
        DETACH,
        /** Nothing has it any more. */
        DELETE
    }

    /**
     * One thing to do.
     *
     * @param policy its name
     * @param id null as long as there is none
     * @param text that it has or gets; empty where that does not matter
     * @param target id of a root, unit or account; empty where the policy alone is changed
     * @param elsewhere for how many other targets the policy holds
     */
    record Step(Move move, String policy, @Nullable String id, String text, String target, int elsewhere) {}

    /**
     * What there is to do.
     *
     * @param mark by which our policies are known: what everything of ours is called
     * @param target {@code root}, or the id of a root, an organisational unit or an account
     * @param policies texts by name
     */
    record Order(String mark, String target, Map<String, String> policies) {}

    /**
     * What would have to be done so that these policies hold; nothing when they do. Changes nothing.
     *
     * @param by whose credentials are used: the management account, or one that it delegated this to
     */
    List<Step> toAttach(ManagedAccount by, Order order);

    /** The same so that they no longer hold; the texts do not matter. */
    List<Step> toDetach(ManagedAccount by, Order order);

    /**
     * Does it. May be interrupted: a new plan then says what is left.
     *
     * @param done told of each step
     */
    void carryOut(ManagedAccount by, Order order, List<Step> steps, Consumer<Step> done);
}
