package io.keycanary.aws;

import io.keycanary.audit.Area;
import io.keycanary.audit.NotChecked;
import io.keycanary.token.AccountException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an audit could not look at. After the first failure in an area it is not asked any more: each call would fail alike. */
final class Gaps {
    private final String account;
    private final Map<Area, NotChecked> gaps = new EnumMap<>(Area.class);

    Gaps(String account, Set<Area> leftOut) {
        this.account = account;
        leftOut.forEach(area -> note(area, "somebody asked to leave it out", NotChecked.Kind.LEFT_OUT));
    }

    /** The answer of a call about an area; null when it failed, now or before, or is not wanted. */
    <T> @Nullable T ask(Area area, String action, Supplier<T> call) {
        if (closed(area)) {
            return null;
        }
        try {
            return AwsFailure.orThrow(action, call);
        } catch (AccountException e) {
            note(area, String.valueOf(e.getMessage()), NotChecked.Kind.FAILED);
            return null;
        }
    }

    /** The same for an answer that others can stand in for: that it failed is no gap. */
    static <T> Optional<T> orNone(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (AccountException e) {
            return Optional.empty();
        }
    }

    boolean closed(Area area) {
        NotChecked gap = gaps.get(area);
        return gap != null && gap.kind() != NotChecked.Kind.LATER;
    }

    void later(Area area, String what, String why) {
        gaps.putIfAbsent(area, new NotChecked(account, area, what, why, NotChecked.Kind.LATER));
    }

    void note(Area area, String why, NotChecked.Kind kind) {
        gaps.put(area, new NotChecked(account, area, area.words(), why, kind));
    }

    Map<Area, NotChecked> all() {
        return gaps;
    }
}
