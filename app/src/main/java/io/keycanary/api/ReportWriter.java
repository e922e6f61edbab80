package io.keycanary.api;

import org.jspecify.annotations.Nullable;

/** Writes reports. */
@FunctionalInterface
public interface ReportWriter {
    /**
     * A report.
     *
     * @param kind weekly, monthly or audit
     * @param period as {@code 2026-W47} or {@code 2026-10}; null for the last one that is over
     * @param html whether it is one page of HTML; else it is Markdown
     * @throws IllegalArgumentException when there is none of that period; the message says why
     */
    String page(String kind, @Nullable String period, boolean html);
}
