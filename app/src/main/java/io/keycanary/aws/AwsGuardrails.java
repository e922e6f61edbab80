package io.keycanary.aws;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.GuardrailKeeper;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.ManagedAccount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** Keeps service control policies by the Organizations API. Ours are known by their name and a tag. */
public final class AwsGuardrails implements GuardrailKeeper {
    private final AwsAccounts accounts;

    /** In organisations reached so. */
    public AwsGuardrails(AwsAccounts accounts) {
        this.accounts = accounts;
    }

    private <T> T with(ManagedAccount by, Function<GuardrailPolicies, T> work) {
        try (AccountClients clients = accounts.clients(by)) {
            return work.apply(new GuardrailPolicies(clients.client(OrganizationsClient.builder())));
        }
    }

    @Override
    public List<Step> toAttach(ManagedAccount by, Order order) {
        return with(by, organisation -> {
            String target = organisation.target(order.target());
            organisation.requireSwitchedOn();
            List<String> there = organisation.attachedTo(target);
            List<Step> steps = new ArrayList<>();
            order.policies()
                    .forEach((name, text) ->
                            steps.addAll(toAttach(organisation.find(name, order.mark()), name, text, target, there)));
            requireRoom(there, steps, target);
            return steps;
        });
    }

    private static List<Step> toAttach(
            GuardrailPolicies.@Nullable Found found, String name, String text, String target, List<String> there) {
        if (found == null) {
            return List.of(
                    new Step(Move.CREATE, name, null, text, "", 0), new Step(Move.ATTACH, name, null, text, target, 0));
        }
        List<Step> steps = new ArrayList<>();
        int elsewhere = found.elsewhere(target);
        if (!GuardrailPolicies.same(found.text(), text)) {
            steps.add(new Step(Move.UPDATE, name, found.id(), text, "", elsewhere));
        }
        if (!there.contains(found.id())) {
            steps.add(new Step(Move.ATTACH, name, found.id(), text, target, elsewhere));
        }
        return steps;
    }

    private static void requireRoom(List<String> there, List<Step> steps, String target) {
        long more = steps.stream().filter(step -> step.move() == Move.ATTACH).count();
        if (there.size() + more > MAX_ATTACHED) {
            throw new AccountException(
                    Reason.QUOTA,
                    target + " has " + there.size() + " service control policies and takes " + MAX_ATTACHED
                            + ", too few for " + more
                            + " more: detach one, attach one of ours alone with --policy, or choose the unit above");
        }
    }

    @Override
    public List<Step> toDetach(ManagedAccount by, Order order) {
        return with(by, organisation -> {
            String target = organisation.target(order.target());
            List<String> there = organisation.attachedTo(target);
            List<Step> steps = new ArrayList<>();
            order.policies().keySet().forEach(name -> {
                GuardrailPolicies.Found found = organisation.find(name, order.mark());
                if (found != null) {
                    int elsewhere = found.elsewhere(target);
                    if (there.contains(found.id())) {
                        steps.add(new Step(Move.DETACH, name, found.id(), "", target, elsewhere));
                    }
                    if (elsewhere == 0) {
                        steps.add(new Step(Move.DELETE, name, found.id(), "", "", 0));
                    }
                }
            });
            return steps;
        });
    }

    @Override
    public void carryOut(ManagedAccount by, Order order, List<Step> steps, Consumer<Step> done) {
        with(by, organisation -> {
            Map<String, String> made = new HashMap<>();
            for (Step step : steps) {
                String id = step.id() == null ? made.get(step.policy()) : step.id();
                if (step.move() == Move.CREATE) {
                    made.put(
                            step.policy(),
                            organisation.create(step.policy(), step.text(), Blueprint.TAG, order.mark()));
                } else {
                    organisation.change(step, Objects.requireNonNull(id));
                }
                done.accept(step);
            }
            return made;
        });
    }
}
