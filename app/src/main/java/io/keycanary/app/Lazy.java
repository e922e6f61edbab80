package io.keycanary.app;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that is made when it is first asked for. For one thread. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T made;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T present = made;
        if (present == null) {
            present = maker.get();
            made = present;
        }
        return present;
    }

    boolean isMade() {
        return made != null;
    }

    /** Does something with the part, if it was made. */
    void ifMade(Consumer<T> action) {
        if (made != null) {
            action.accept(made);
        }
    }
}
