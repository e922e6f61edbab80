package io.keycanary.cli;

import io.keycanary.token.Printable;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a verb writes: results to {@code out}, everything else to {@code err}.
 *
 * @param progress whether {@code err} is a terminal that somebody watches
 * @param colours whether {@code out} is a terminal and colours are wanted
 */
public record Screen(PrintStream out, PrintStream err, boolean progress, boolean colours) {
    /** The few colours there are, by what they say. */
    public enum Tone {
        /** Look here. */
        ALARM("1;31"),
        /** Something to know. */
        CAUTION("33"),
        /** As it should be. */
        GOOD("32"),
        /** A heading. */
        STRONG("1"),
        /** Of second rank. */
        FAINT("2");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** Writes one line of text that we made ourselves. */
    public void line(String own) {
        out.print(own);
        out.print('\n');
    }

    /** Tells the person, not the program that reads the results. */
    public void tell(String own) {
        err.print(own);
        err.print('\n');
    }

    /** Text in a colour, where colours are wanted. */
    public String toned(Tone tone, String text) {
        return colours ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
    }

    /** Foreign text as one harmless line; a dash where there is none. */
    public static String safe(@org.jspecify.annotations.Nullable Object hostile) {
        return hostile == null || hostile.toString().isEmpty() ? "-" : Printable.line(hostile.toString());
    }

    /** Writes a few named facts: one object for a program, a line each for a person. */
    public void announce(Map<String, String> facts, boolean json) {
        if (json) {
            line(Json.line(facts));
        } else {
            facts.forEach((name, value) -> line("%-11s %s".formatted(name, value)));
        }
    }

    /** Passes on what was written; true when nobody reads it any more. */
    boolean readerIsGone() {
        return out.checkError();
    }
}
