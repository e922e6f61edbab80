package io.keycanary.aws;

import io.keycanary.source.LastUse;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import java.util.List;

/** Takes what IAM says about last uses, from sources that have no records. */
public record UsesTaken(List<LastUse> uses) implements RecordSource.Sink {
    @Override
    public Outcome offer(RecordBytes batch) {
        throw new AssertionError("no records come from here");
    }

    @Override
    public Outcome offer(LastUse use) {
        uses.add(use);
        return new Outcome.Done();
    }
}
