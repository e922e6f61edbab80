package io.keycanary.cli;

import io.keycanary.pipeline.Guardrail;
import io.keycanary.pipeline.Guardrail.Kind;
import io.keycanary.pipeline.Guardrail.Scope;
import io.keycanary.pipeline.Guardrail.Tag;
import io.keycanary.pipeline.GuardrailKeeper;
import io.keycanary.pipeline.GuardrailKeeper.Order;
import io.keycanary.token.ManagedAccount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code guardrail scp}. */
@Command(
        name = "scp",
        description = {
            "Writes the service control policies for the accounts in which decoys live, and what they cost.",
            "With --attach they are made and attached in the organisation, with --detach taken away again: without --yes"
                    + " it is only shown what would be done, and the exit code is 4. The same again changes nothing."
        },
        footer = {
            "",
            "Example: keycanary guardrail scp --path /svc/ci/ --tag CostUnit=cn-7f3a --operator"
                    + " 'arn:aws:iam::*:role/TokenManager'",
            "         keycanary guardrail scp --attach --account prod --by management --operator"
                    + " 'arn:aws:iam::*:role/TokenManager' --yes"
        })
final class GuardrailScpCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<GuardrailKeeper> keeper;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "IAM path in which there are decoys only, such as" + " /svc/ci/. Default: that of --account.")
    private String path = "";

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "The tag that every decoy bears. Default: that of" + " --account.")
    private @Nullable String tag;

    @Option(
            names = "--operator",
            paramLabel = "ARN",
            description = "Role that manages decoys, * where it may differ. Repeatable; needed for all but --detach.")
    private List<String> operators = List.of();

    @Option(names = "--dedicated", description = "The account holds nothing but decoys: deny groups too.")
    private boolean dedicated;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "The account in which the decoys are.")
    private @Nullable String account;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "One of the policies alone: protect-decoys or decoys-do-nothing. Default: both.")
    private @Nullable String only;

    @Option(names = "--attach", description = "Make the policies and attach them, or mend them where they are there.")
    private boolean attach;

    @Option(names = "--detach", description = "Detach the policies, and delete those that nothing else has.")
    private boolean detach;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "What they are attached to: root, id of an organisational unit (ou-...) or of an account."
                    + " Default: --account.")
    private @Nullable String target;

    @Option(
            names = "--by",
            paramLabel = "ACCOUNT",
            description = "Account of `account list` whose credentials may change policies of the organisation: its"
                    + " management account, or one that this is delegated to. Default: --account.")
    private @Nullable String by;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = PipelineOptions.NAME,
            description = "What the policies' names begin with; readers of the organisation see it. Default: "
                    + PipelineOptions.NAME + ".")
    private String name = "";

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    GuardrailScpCommand(Workplace work, Supplier<GuardrailKeeper> keeper) {
        this.work = work;
        this.keeper = keeper;
    }

    @Override
    public Integer call() {
        try {
            return attach || detach ? keep() : write();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable ManagedAccount account() {
        return account == null ? null : work.accounts().require(account);
    }

    private String path() {
        ManagedAccount managed = account();
        if (path.isEmpty() && managed == null) {
            throw CommandFailure.badInput("which decoys? name their --path, or their --account");
        }
        return path.isEmpty() && managed != null ? managed.path() : path;
    }

    private Scope scope() {
        return new Scope(path(), tag(), operators, dedicated);
    }

    private @Nullable Tag tag() {
        ManagedAccount managed = account();
        if (tag == null) {
            return managed == null
                    ? null
                    : new Tag(managed.tag().key(), managed.tag().value());
        }
        int equals = tag.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("a tag is written KEY=VALUE, unlike \"" + tag + "\"");
        }
        return new Tag(tag.substring(0, equals), tag.substring(equals + 1));
    }

    private Set<Kind> kinds() {
        if (only == null) {
            return EnumSet.allOf(Kind.class);
        }
        for (Kind kind : Kind.values()) {
            if (kind.toString().equals(only)) {
                return EnumSet.of(kind);
            }
        }
        throw CommandFailure.badInput("--policy is protect-decoys or decoys-do-nothing, not \"" + only + "\"");
    }

    private List<Guardrail> policies(Scope scope) {
        Map<Kind, Guardrail> all = new EnumMap<>(Kind.class);
        all.put(Kind.PROTECT_DECOYS, Guardrail.protecting(scope));
        all.put(Kind.DECOYS_DO_NOTHING, Guardrail.silencing(scope));
        all.keySet().retainAll(kinds());
        return new ArrayList<>(all.values());
    }

    private int write() {
        Scope scope = scope();
        new GuardrailPages(work).policies(policies(scope), Guardrail.tradeOffs(scope));
        return Exit.OK;
    }

    private int keep() {
        if (attach && detach) {
            throw CommandFailure.badInput("either --attach or --detach");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        if (attach) {
            policies(scope()).forEach(policy -> texts.put(policy.kind().policyName(name, path()), policy.text()));
        } else {
            kinds().forEach(kind -> texts.put(kind.policyName(name, path()), ""));
        }
        return keep(new Order(name, target(), texts));
    }

    private int keep(Order order) {
        ManagedAccount manager = manager();
        List<GuardrailKeeper.Step> steps =
                attach ? keeper.get().toAttach(manager, order) : keeper.get().toDetach(manager, order);
        GuardrailPages pages = new GuardrailPages(work);
        if (steps.isEmpty()) {
            work.screen().tell("nothing to do");
            return Exit.OK;
        }
        if (!yes) {
            pages.plan(steps, attach ? Guardrail.tradeOffs(scope()) : List.of());
            throw CommandFailure.refused("nothing was changed; the same with --yes does it");
        }
        keeper.get().carryOut(manager, order, steps, step -> {
            work.accounts().guarded(manager, step, work.actor());
            pages.done(step);
        });
        return Exit.OK;
    }

    private String target() {
        ManagedAccount managed = account();
        if (target == null && managed == null) {
            throw CommandFailure.badInput("attached to what? name a --target, or the --account of the decoys");
        }
        String wanted = target == null && managed != null ? managed.account().id() : String.valueOf(target);
        if (!wanted.matches("root|r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|[0-9]{12}")) {
            throw CommandFailure.badInput(
                    "a target is root, the id of an organisational unit such as ou-ab12-11111111, or"
                            + " of an account, unlike \"" + wanted + "\"");
        }
        return wanted;
    }

    private ManagedAccount manager() {
        if (by == null && account == null) {
            throw CommandFailure.badInput("by whose credentials? name the management account with --by");
        }
        return work.accounts().require(String.valueOf(by == null ? account : by));
    }
}
