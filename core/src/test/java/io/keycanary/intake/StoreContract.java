package io.keycanary.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every kind of store must do: each kind runs all contracts over its own ledger. Empty at the start of each test. */
public abstract class StoreContract {
    private final List<Ledger> opened = new ArrayList<>();

    /** The stores under test. */
    protected Ledger ledger = unopened();

    /** Opens the stores of the present test, the first time empty; each call as one more process would. */
    protected abstract Ledger open();

    private static Ledger unopened() {
        return new io.keycanary.memory.MemoryLedger();
    }

    @BeforeEach
    void openFirst() {
        ledger = another();
    }

    /** What another process sees and does. */
    protected Ledger another() {
        Ledger another = open();
        opened.add(another);
        return another;
    }

    /** Looks at what is stored. */
    protected void check(Consumer<Stores> look) {
        check(ledger, look);
    }

    /** Looks at what another process sees. */
    protected static void check(Ledger seen, Consumer<Stores> look) {
        seen.read(stores -> {
            look.accept(stores);
            return true;
        });
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Ledger::close);
    }
}
