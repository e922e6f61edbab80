package io.keycanary.intake;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts what is asked of the stores, and how many rows they answer with. */
final class CountingLedger implements Ledger {
    private final Ledger ledger;
    private long calls;
    private long rows;

    CountingLedger(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What some work cost. */
    record Cost(long calls, long rows) {}

    Cost of(Runnable work) {
        calls = 0;
        rows = 0;
        work.run();
        return new Cost(calls, rows);
    }

    @Override
    public <T> T write(Function<Stores, T> work) {
        return ledger.write(stores -> work.apply(counted(stores)));
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        return ledger.read(stores -> work.apply(counted(stores)));
    }

    @Override
    public void close() {
        ledger.close();
    }

    private Stores counted(Stores stores) {
        return (Stores) proxy(
                Stores.class,
                (method, arguments) -> proxy(
                        method.getReturnType(),
                        (called, values) -> counted(invoke(
                                invoke(stores, method, arguments), called, values == null ? null : handing(values)))));
    }

    private @Nullable Object counted(@Nullable Object answer) {
        calls++;
        if (answer instanceof Collection<?> many) {
            rows += many.size();
        } else if (answer instanceof Optional<?> one && one.isPresent()) {
            rows++;
        }
        return answer;
    }

    /** What is handed out to a consumer is a row, too. */
    private Object[] handing(Object[] values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Consumer<?> consumer ? counting(consumer) : value)
                .toArray();
    }

    private <T> Consumer<T> counting(Consumer<T> consumer) {
        return row -> {
            rows++;
            consumer.accept(row);
        };
    }

    private interface Call {
        @Nullable
        Object of(Method method, Object @Nullable [] values);
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> call.of(method, values));
    }

    private static @Nullable Object invoke(@Nullable Object on, Method method, Object @Nullable [] values) {
        try {
            return method.invoke(on, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e);
        } catch (IllegalAccessException e) {
            throw new AssertionError("interfaces are public", e);
        }
    }
}
