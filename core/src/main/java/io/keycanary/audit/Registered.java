package io.keycanary.audit;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import java.util.List;

/**
 * A token as the register knows it.
 *
 * @param places all, also those it was removed from
 */
public record Registered(CanaryToken token, List<Placement> places) {
    /** Copies the list. */
    public Registered {
        places = List.copyOf(places);
    }

    Words words() {
        return new Words(token.id(), token.label(), token.account().id())
                .with("token", token.id().shortForm());
    }
}
