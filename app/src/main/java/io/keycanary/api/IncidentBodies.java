package io.keycanary.api;

import org.jspecify.annotations.Nullable;

/** What callers send about incidents. */
final class IncidentBodies {
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_NAME = 200;

    private IncidentBodies() {}

    /** Words of the team about a move; may be left out. */
    record Remark(@OrNull @Nullable String text) {
        Remark {
            Views.optional(text, "text", MAX_TEXT);
        }
    }

    /** Who works on an incident; null or empty for nobody. */
    record Assignment(@OrNull @Nullable String person) {
        Assignment {
            Views.optional(person, "person", MAX_NAME);
        }
    }

    /**
     * A link to be made.
     *
     * @param incident id of the other one, or the end of it
     * @param text why
     */
    record NewLink(String incident, @OrNull @Nullable String text) {
        NewLink {
            Views.required(incident, "incident", MAX_NAME);
            Views.optional(text, "text", MAX_TEXT);
        }
    }

    record Resolution(String verdict, @OrNull @Nullable String text) {
        Resolution {
            Views.required(verdict, "verdict", 20);
            Views.optional(text, "text", MAX_TEXT);
        }
    }

    record NewNote(String text) {
        NewNote {
            Views.required(text, "text", MAX_TEXT);
        }
    }
}
