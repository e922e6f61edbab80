package io.keycanary.aws;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.source.Checkpoint;
import java.time.Instant;
import java.util.List;

/**
 * Notices of the alarm whose record was not found yet. A notice says only that somebody used some decoy, so it is kept
 * until the event history shows who. Kept among the checkpoints: how far a path was followed is what they are.
 */
record PendingAlarms(Ledger ledger, String of) {
    /** One notice. */
    record Notice(String alarmArn, Instant rangAt, Instant receivedAt) {}

    private String prefix() {
        return "alarm:" + of + "|";
    }

    private String source(Notice notice) {
        return prefix() + notice.alarmArn + "|" + notice.rangAt;
    }

    /** A second notice of the same alarm and time changes nothing. */
    void put(Stores stores, Notice notice) {
        if (stores.checkpoints().position(source(notice)).isEmpty()) {
            stores.checkpoints().put(new Checkpoint(source(notice), notice.receivedAt.toString()));
        }
    }

    void remove(Stores stores, Notice notice) {
        stores.checkpoints().remove(source(notice));
    }

    List<Notice> all() {
        return ledger.read(stores -> stores.checkpoints().startingWith(prefix())).stream()
                .map(this::notice)
                .toList();
    }

    private Notice notice(Checkpoint stored) {
        String[] parts = stored.source().substring(prefix().length()).split("\\|");
        return new Notice(parts[0], Instant.parse(parts[1]), Instant.parse(stored.position()));
    }
}
