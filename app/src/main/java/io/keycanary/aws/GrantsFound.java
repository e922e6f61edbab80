package io.keycanary.aws;

import io.keycanary.audit.Area;
import io.keycanary.audit.Grant;
import io.keycanary.audit.Seen;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks about resources, and gathers what they allow whom. Once a call has failed, no other is made. */
final class GrantsFound {
    private final Gaps gaps;
    private final InstantSource clock;
    private final List<Seen<Grant>> all = new ArrayList<>();

    GrantsFound(Gaps gaps, InstantSource clock) {
        this.gaps = gaps;
        this.clock = clock;
    }

    /** Whether no call would be made. */
    boolean closed() {
        return gaps.closed(Area.RESOURCES);
    }

    /** What a call lists; nothing when it failed. */
    <T> List<T> listed(String call, Supplier<List<T>> list) {
        List<T> answer = gaps.ask(Area.RESOURCES, call, list);
        return answer == null ? List.of() : answer;
    }

    /** The answer of a call; null when it failed. */
    <T> @Nullable T ask(String call, Supplier<T> question) {
        return gaps.ask(Area.RESOURCES, call, question);
    }

    /**
     * What a policy allows.
     *
     * @param call that answered it
     * @param region empty for what has none
     */
    void policy(String call, String arn, String region, @Nullable String policy) {
        PolicyGrants.of(arn, region, policy).forEach(grant -> add(call, grant));
    }

    void add(String call, Grant grant) {
        all.add(new Seen<>(grant, call, clock.instant()));
    }

    List<Seen<Grant>> all() {
        return all;
    }
}
