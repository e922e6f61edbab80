package io.keycanary.app;

import io.keycanary.token.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes one of several parts: a failure is logged, so that the others are closed too. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void quietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // the signature of AutoCloseable; whatever it is, the next part is to be closed
            LOG.warn(
                    "{} did not close: {}",
                    part.getClass().getSimpleName(),
                    Printable.line(String.valueOf(e.getMessage())));
        }
    }
}
