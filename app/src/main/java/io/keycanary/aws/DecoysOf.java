package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a pipeline's account that are not retired. */
final class DecoysOf {
    private static final int PAGE = 1_000;

    private DecoysOf() {}

    static List<CanaryToken> account(Located where, Ledger ledger) {
        return ledger.read(stores -> {
            List<CanaryToken> all = new ArrayList<>();
            @Nullable TokenId last = null;
            for (List<CanaryToken> page = stores.tokens().page(last, PAGE);
                    !page.isEmpty();
                    page = stores.tokens().page(last, PAGE)) {
                page.stream()
                        .filter(token -> token.account().equals(where.account().account()))
                        .filter(token -> token.facts().retiredAt() == null)
                        .forEach(all::add);
                last = page.getLast().id();
            }
            return all;
        });
    }
}
