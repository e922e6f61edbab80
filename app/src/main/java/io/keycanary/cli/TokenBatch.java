package io.keycanary.cli;

import io.keycanary.desk.IssuingDesk;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Issues many tokens, one after the other. What an earlier run left half-made is finished first. */
final class TokenBatch {
    private final Workplace work;
    private final TokenIssuer issuer;
    private final IssuingDesk desk;
    private final Wanted wanted;

    TokenBatch(Workplace work, TokenIssuer issuer, IssuingDesk desk, Wanted wanted) {
        this.work = work;
        this.issuer = issuer;
        this.desk = desk;
        this.wanted = wanted;
    }

    /**
     * Which tokens are wanted.
     *
     * @param name what people call the batch; one with a name knows by the labels which of its tokens are there, one
     *     without makes new ones each time
     * @param labels of the tokens; null for one that is labelled by its name
     */
    record Wanted(@Nullable String name, List<@Nullable String> labels) {
        /** So many, labelled by the name of the batch and a number. */
        static Wanted counted(@Nullable String name, int count) {
            List<@Nullable String> labels = new ArrayList<>();
            for (int number = 1; number <= count; number++) {
                labels.add(name == null ? null : "%s-%04d".formatted(name, number));
            }
            return new Wanted(name, labels);
        }
    }

    /**
     * What the next token is.
     *
     * @param taken user names in small letters; whoever plans a token adds its name
     */
    record Next(@Nullable String label, Set<String> taken) {}

    static Set<String> taken(List<CanaryToken> tokens) {
        Set<String> taken = new HashSet<>();
        for (CanaryToken token : tokens) {
            String user = token.identity().userName();
            if (user != null) {
                taken.add(user.toLowerCase(Locale.ROOT));
            }
        }
        return taken;
    }

    int issue(Function<Next, TokenPlan> plan) {
        List<CanaryToken> all = work.tokens().all();
        List<CanaryToken> half = half();
        List<@Nullable String> labels = missing(all);
        issuer.requireRoom(labels.size() + half.size());
        Progress progress = new Progress(work.screen(), work.clock());
        int total = labels.size() + half.size();
        int made = 0;
        Set<String> taken = taken(all);
        try (Interruption end = Interruption.before(this::sayHowToGoOn)) {
            for (CanaryToken pending : half) {
                report(desk.finish(pending), ++made, total, progress);
            }
            for (String label : labels) {
                report(desk.issue(plan.apply(new Next(label, taken))), ++made, total, progress);
            }
        } catch (AccountException e) {
            progress.clear();
            sayHowToGoOn();
            throw e;
        }
        progress.clear();
        if (!work.json()) {
            work.screen()
                    .line("issued " + made + " tokens in account "
                            + issuer.account().id());
        }
        return Exit.OK;
    }

    private List<CanaryToken> half() {
        return desk.pending().stream()
                .filter(token -> wanted.name() == null || wanted.labels().contains(token.label()))
                .toList();
    }

    private List<@Nullable String> missing(List<CanaryToken> all) {
        List<@Nullable String> labels = new ArrayList<>();
        Set<String> present = new HashSet<>();
        all.forEach(token -> present.add(token.label()));
        for (String label : wanted.labels()) {
            if (label == null || !present.contains(label)) {
                labels.add(label);
            }
        }
        return labels;
    }

    private void report(CanaryToken token, int made, int total, Progress progress) {
        if (work.json()) {
            work.write(Documents.of(token));
        }
        progress.show(() -> "issued " + made + " of " + total + " tokens");
    }

    private void sayHowToGoOn() {
        String name = wanted.name();
        work.screen()
                .tell(
                        name == null
                                ? "keycanary: stopped before all "
                                        + wanted.labels().size()
                                        + " were made; see `keycanary token list`, and `keycanary token reconcile`"
                                : "keycanary: stopped; the same command again makes what is missing of "
                                        + Screen.safe(name));
    }
}
