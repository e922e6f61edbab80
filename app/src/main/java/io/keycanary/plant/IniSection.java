package io.keycanary.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A section of its own at the end of an INI file, in the spacing that the file has. */
record IniSection(UnaryOperator<String> header, List<Entry> fixed, boolean keyless) implements Layout {
    private static final Pattern ASSIGNMENT = Pattern.compile("^[A-Za-z_][\\w.-]*(\\s*=\\s*)\\S");

    /** {@code [profile]} of the credentials file. */
    static final IniSection CREDENTIALS = new IniSection(name -> name, List.of(), false);

    /** {@code [profile x]} of the config file. */
    static final IniSection CONFIG = new IniSection(IniSection::configHeader, List.of(), false);

    /** The same for a profile whose key is in the credentials file. */
    static final IniSection SETTINGS = new IniSection(IniSection::configHeader, List.of(), true);

    static final IniSection S3CFG = new IniSection(name -> "default", List.of(), false);

    static final IniSection RCLONE =
            new IniSection(name -> name, List.of(new Entry("type", "s3"), new Entry("provider", "AWS")), false);

    static final IniSection BOTO = new IniSection(name -> "Credentials", List.of(), false);

    @Override
    public Insertion insert(Document existing, Draft draft) {
        String section = header.apply(draft.profile());
        Pattern taken = Pattern.compile(
                "^\\s*\\[\\s*[\"']?" + Pattern.quote(section).replace(" ", "\\E\\s+[\"']?\\Q") + "[\"']?\\s*\\]");
        if (existing.anyLine(taken)) {
            throw PlantException.refused(
                    "the file has a section [" + section + "] already: choose another profile, nothing was changed");
        }
        String equals = spacing(existing);
        List<String> lines = new ArrayList<>(List.of("[" + section + "]"));
        for (Entry entry : entries(draft)) {
            lines.add(entry.name() + equals + entry.value());
        }
        String core = String.join(existing.newline(), lines);
        return keyless ? new Insertion(existing.end(), core, lines.getFirst(), "") : draft.block(existing.end(), core);
    }

    private List<Entry> entries(Draft draft) {
        List<Entry> entries = new ArrayList<>(fixed);
        draft.entries().stream()
                .filter(entry -> !keyless || entry == draft.region() || entry == draft.endpoint())
                .flatMap(entry -> S3cmdHost.split(entry).stream())
                .forEach(entries::add);
        return entries;
    }

    private static String configHeader(String profile) {
        return profile.equals("default") ? profile : "profile " + profile;
    }

    private static String spacing(Document existing) {
        for (Document.Line line : existing.lines()) {
            Matcher matcher = ASSIGNMENT.matcher(line.text());
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return " = ";
    }
}
