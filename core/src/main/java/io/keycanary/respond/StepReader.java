package io.keycanary.respond;

import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.respond.Condition.AccountKind;
import io.keycanary.respond.Step.Due;
import io.keycanary.respond.Step.Work;
import io.keycanary.token.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the steps of one playbook. */
final class StepReader {
    /** The title of a step is the first thing that an alert says to do, and must leave room for the rest. */
    static final int TITLE_CHARS = 140;

    static final int OWNER_CHARS = 60;

    private static final int TEXT_CHARS = 4000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final String NAMED = "1 to 40 small letters, digits or -, the first a letter";
    private static final Pattern DUE = Pattern.compile("(\\d{1,4})([mhd])(?: after ([a-z0-9-]{1,40}))?");

    private final List<Mistake> mistakes;
    private final StepOrder order = new StepOrder();

    /** @param mistakes takes what is wrong in each step */
    StepReader(List<Mistake> mistakes) {
        this.mistakes = mistakes;
    }

    /** What is wrong with all of them together: loops, and steps that do not exist. */
    List<Mistake> mistakesOfOrder() {
        return order.mistakes();
    }

    /** What a playbook or a step is called by. */
    String name(Section section, String field) {
        String name = section.line(field, TITLE_CHARS);
        Outline value = section.field(field);
        if (value != null && !name.isEmpty() && !NAME.matcher(name).matches()) {
            section.wrong(value.place(), "\"" + field + "\" is " + NAMED + ", not \"" + Section.quoted(name) + "\"");
        }
        return name;
    }

    /** One step; what is missing in it is what the playbook says for all. */
    Step step(Outline outline, String playbookOwner) {
        Section section = new Section(
                "a step",
                outline,
                mistakes,
                "id",
                "title",
                "text",
                "kind",
                "owner",
                "due",
                "after",
                "when",
                "query",
                "action",
                "automatic");
        String id = name(section, "id");
        String owner = section.lineOr("owner", OWNER_CHARS, playbookOwner);
        if (owner.isEmpty() && section.field("owner") == null) {
            section.wrong(
                    section.place(),
                    "step \"" + Section.quoted(id) + "\" has no \"owner\", and neither has the playbook");
        }
        List<Outline.Text> after = section.texts("after");
        List<Outline.Text> waits = new ArrayList<>(after);
        Condition when = condition(section, waits);
        Due due = due(section, waits);
        if (!id.isEmpty() && !order.add(id, waits)) {
            section.wrong(Objects.requireNonNull(section.field("id")).place(), "there are two steps \"" + id + "\"");
        }
        return new Step(
                id,
                section.line("title", TITLE_CHARS),
                section.lines("text", TEXT_CHARS),
                owner,
                work(section),
                due,
                values(after),
                when);
    }

    private enum Kind {
        MANUAL,
        QUERY,
        ACTION
    }

    private Work work(Section section) {
        if (section.field("kind") == null) {
            section.wrong(section.place(), "\"kind\" is missing in a step: manual, query or action");
        }
        Kind kind = section.word("kind", "kind of step", Kind.class);
        onlyFor(section, kind, Kind.QUERY, "query");
        onlyFor(section, kind, Kind.ACTION, "action");
        onlyFor(section, kind, Kind.ACTION, "automatic");
        return switch (kind) {
            case null -> new Step.Manual();
            case MANUAL -> new Step.Manual();
            case QUERY -> {
                QueryKind query = section.word("query", "query", QueryKind.class);
                yield query == null ? new Step.Manual() : new Step.Query(query);
            }
            case ACTION -> {
                ActionKind action = section.word("action", "action", ActionKind.class);
                Boolean automatic = truth(section, "automatic");
                if (Boolean.TRUE.equals(automatic) && action != null && !action.canBeAutomatic()) {
                    section.wrong(
                            Objects.requireNonNull(section.field("automatic")).place(),
                            "\"" + action.word() + "\" cannot be automatic: a person has to name what it is about");
                }
                yield action == null ? new Step.Manual() : new Step.Action(action, Boolean.TRUE.equals(automatic));
            }
        };
    }

    private static void onlyFor(Section section, @Nullable Kind kind, Kind its, String field) {
        Outline value = section.field(field);
        if (kind != null && kind != its && value != null) {
            section.wrong(value.place(), "\"" + field + "\" goes with \"kind: " + Section.word(its) + "\" only");
        }
        if (kind == its && value == null && !field.equals("automatic")) {
            section.wrong(section.place(), "\"" + field + "\" is missing in a step of kind " + Section.word(its));
        }
    }

    private static @Nullable Boolean truth(Section section, String field) {
        return section.read(field, "true or false", text -> switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        });
    }

    private @Nullable Due due(Section section, List<Outline.Text> waits) {
        Due due = section.read("due", "as 15m, 4h, 2d, or \"30m after STEP\"", StepReader::due);
        if (due != null && due.step() != null) {
            Place place = Objects.requireNonNull(section.field("due")).place();
            waits.add(new Outline.Text(due.step(), place));
        }
        return due;
    }

    private static @Nullable Due due(String text) {
        Matcher match = DUE.matcher(text);
        if (!match.matches()) {
            return null;
        }
        long count = Long.parseLong(match.group(1));
        Duration within = switch (match.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        return new Due(within, match.group(3));
    }

    private Condition condition(Section step, List<Outline.Text> waits) {
        Outline when = step.field("when");
        if (when == null) {
            return Condition.ALWAYS;
        }
        Section section = new Section(
                "\"when\"", when, mistakes, "severity", "sighting", "placement", "success", "account", "done");
        List<Outline.Text> done = section.texts("done");
        waits.addAll(done);
        return new Condition(
                section.word("severity", "severity", Severity.class),
                section.words("sighting", "kind of sighting", SightingKind.class),
                section.words("placement", "kind of placement", Placement.Kind.class),
                truth(section, "success"),
                section.word("account", "kind of account", AccountKind.class),
                values(done));
    }

    private static List<String> values(List<Outline.Text> texts) {
        return texts.stream().map(Outline.Text::value).toList();
    }
}
