package io.keycanary.cli;

import java.util.List;

/** A document of headings, text and tables, in whatever form. All text may be hostile: each form makes it harmless. */
interface Sheet {
    /** A part begins. */
    void heading(String text);

    /** A paragraph. */
    void text(String text);

    /** A table; each row has as many cells as the head. */
    void table(List<String> head, List<List<String>> rows);

    /** The whole. */
    String end();
}
