package io.keycanary.integrity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as CloudTrail left it, or cannot be proven to be.
 *
 * @param file the file it is about, as its folder and name, or as the digest names it when it is not there; text of
 *     others, as is {@code reason}
 * @param account account of the trail's files, 12 digits, where known
 * @param region region that the files come from, where known
 * @param trail name of the trail, where known: log files do not carry it
 * @param from begin of the time in question, where known
 * @param to its end
 * @param reason what is wrong, in words for a person
 */
public record IntegrityFinding(
        Kind kind,
        String file,
        @Nullable String account,
        @Nullable String region,
        @Nullable String trail,
        @Nullable Instant from,
        @Nullable Instant to,
        String reason) {

    /** What is wrong. */
    public enum Kind {
        /** A log file or digest that a digest names is not there. */
        MISSING(true),
        /** A log file or digest does not have the content that a digest states. */
        ALTERED(true),
        /** The signature of a digest is not that of CloudTrail. */
        WRONG_SIGNATURE(true),
        /** A digest stands where CloudTrail would not have put it. */
        BROKEN_CHAIN(true),
        /** Time that no digest covers, between or behind those that are there. */
        GAP(true),
        /** The oldest digest names an earlier one that is not there. */
        CUT(true),
        /** A log file in covered time that no digest lists. */
        UNLISTED(true),
        /** It cannot be told: unknown key, damaged or unreadable file, no digest at all. */
        UNVERIFIABLE(true),
        /** A digest whose signature is not at hand; its log files fit its hashes, or have findings of their own. */
        HASH_ONLY(false),
        /** Log files outside the time that digests cover. */
        UNCOVERED(false);

        private final boolean breaks;

        Kind(boolean breaks) {
            this.breaks = breaks;
        }

        /** Whether the answer to "are these all files, as delivered?" is no, or unknown. */
        public boolean breaks() {
            return breaks;
        }
    }
}
