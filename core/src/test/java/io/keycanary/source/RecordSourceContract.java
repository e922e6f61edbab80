package io.keycanary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.intake.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link RecordSource} must do. */
public abstract class RecordSourceContract {
    private static final Pattern RECORD = Pattern.compile("\"eventID\" ?: ?\"(\\w+)\"");
    private static final int POLLS = 40;

    private final List<RecordSource> opened = new ArrayList<>();

    /** The source under test, as one more process would open it. */
    protected abstract RecordSource open() throws Exception;

    /** Something new comes: one CloudTrail record with this {@code eventID}. */
    protected abstract void bring(String eventId) throws Exception;

    /** Where checkpoints are. */
    protected abstract Ledger ledger();

    /** Whatever the source waits for before it looks again is over; may take a moment. */
    protected abstract void pass() throws Exception;

    private RecordSource another() throws Exception {
        RecordSource source = open();
        opened.add(source);
        return source;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(RecordSource::close);
    }

    /** An intake that stores what it is given, unless it is to say something else first. */
    private final class Store implements RecordSource.Sink {
        final List<String> offered = new ArrayList<>();
        final Deque<Outcome> first = new ArrayDeque<>();

        @Override
        public Outcome offer(RecordBytes batch) {
            offered.addAll(ids(batch));
            Outcome said = first.isEmpty() ? new Outcome.Done() : first.pop();
            Checkpoint checkpoint = batch.checkpoint();
            if (checkpoint != null && !(said instanceof Outcome.Retry)) {
                ledger().change(stores -> stores.checkpoints().put(checkpoint));
            }
            return said;
        }
    }

    private static List<String> ids(RecordBytes batch) {
        try (InputStream in = batch.bytes().open()) {
            Matcher matcher = RECORD.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return matcher.results().map(found -> found.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Polls until so many were offered, at most {@link #POLLS} times. */
    private void poll(RecordSource source, Store store, int offers) throws Exception {
        for (int i = 0; i < POLLS && store.offered.size() < offers; i++) {
            source.poll(store);
            if (store.offered.size() < offers) {
                pass();
            }
        }
    }

    @Test
    void poll_nothingNew_offersNothing() throws Exception {
        Store store = new Store();
        another().poll(store);
        assertThat(store.offered).isEmpty();
    }

    @Test
    void poll_severalNew_eachIsOfferedOnce_alsoAfterARestart() throws Exception {
        bring("one");
        bring("two");
        Store store = new Store();
        RecordSource source = another();
        poll(source, store, 2);
        assertThat(store.offered).containsExactlyInAnyOrder("one", "two");
        pass();
        source.poll(store);
        another().poll(store);
        assertThat(store.offered).hasSize(2);
        bring("three");
        poll(source, store, 3);
        assertThat(store.offered).hasSize(3).endsWith("three");
    }

    @Test
    void poll_notStored_isOfferedAgain() throws Exception {
        bring("one");
        Store store = new Store();
        store.first.add(new Outcome.Retry("the store is down"));
        poll(another(), store, 2);
        assertThat(store.offered).containsExactly("one", "one");
        pass();
        another().poll(store);
        assertThat(store.offered).hasSize(2);
    }

    @Test
    void poll_broken_isNotOfferedAgain_andTheNextComes() throws Exception {
        bring("one");
        Store store = new Store();
        store.first.add(new Outcome.Reject("broken"));
        RecordSource source = another();
        poll(source, store, 1);
        bring("two");
        poll(source, store, 2);
        assertThat(store.offered).containsExactly("one", "two");
    }

    @Test
    void poll_interrupted_endsAndTheBatchComesAgain() throws Exception {
        bring("one");
        RecordSource source = another();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < POLLS; i++) {
                        source.poll(batch -> {
                            throw new InterruptedException();
                        });
                        pass();
                    }
                })
                .isInstanceOf(InterruptedException.class);
        source.close();
        Store store = new Store();
        poll(another(), store, 1);
        assertThat(store.offered).containsExactly("one");
    }

    @Test
    void name_isThatOfEachProcess_andAWorkingSourceHasNoProblem() throws Exception {
        RecordSource source = another();
        assertThat(source.name()).isEqualTo(another().name());
        source.poll(new Store());
        assertThat(source.problem()).isNull();
    }
}
