package io.keycanary.plant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Members at the end of the outermost object. The parser only tells where that end is and which names are taken; the
 * text itself is never written anew, so that its layout stays.
 */
record JsonMembers(boolean flat) implements Layout {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern FIRST_MEMBER = Pattern.compile("\\{[ \\t]*(\\r?\\n)([ \\t]*)\"");

    /** What the parser saw: the names of the outermost object and where its closing brace is. */
    private record Outline(Set<String> names, int open, int close) {}

    @Override
    public Insertion insert(Document existing, Draft draft) {
        Outline outline = outline(existing);
        Draft free = draft;
        if (flat) {
            free = draft.free(outline.names()::contains, "the file");
        } else if (outline.names().contains(draft.profile())) {
            throw PlantException.refused(
                    "the file has \"" + draft.profile() + "\" already: choose another name, nothing was changed");
        }
        String text = existing.text();
        int end = outline.close();
        while (" \t\r\n".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        Matcher first = FIRST_MEMBER.matcher(text);
        boolean many = first.find(outline.open()) && first.start() == outline.open();
        return outline.names().isEmpty()
                ? intoEmpty(existing, outline, free)
                : many
                        ? afterLast(end, first.group(1), first.group(2), free)
                        : free.block(new Document.Place(end, "", ""), ", " + members(free, " ", "", ""));
    }

    private Insertion afterLast(int end, String newline, String indent, Draft draft) {
        String core = "," + newline + indent + members(draft, newline + indent, newline, indent);
        return draft.block(new Document.Place(end, "", ""), core);
    }

    private Insertion intoEmpty(Document existing, Outline outline, Draft draft) {
        String newline = existing.newline();
        String core = "  " + members(draft, newline + "  ", newline, "  ");
        boolean broken =
                existing.text().substring(outline.open(), outline.close()).contains("\n");
        return draft.block(new Document.Place(outline.open() + 1, newline, broken ? "" : newline), core);
    }

    /**
     * The members.
     *
     * @param between what stands after the comma between two of ours
     * @param newline empty when all is on one line
     */
    private String members(Draft draft, String between, String newline, String indent) {
        if (flat) {
            return draft.entries().stream().map(JsonMembers::member).collect(Collectors.joining("," + between));
        }
        String deeper = newline.isEmpty() ? "" : newline + indent + (indent.isEmpty() ? "  " : indent);
        return "\"" + draft.profile() + "\": {" + deeper
                + draft.entries().stream()
                        .map(JsonMembers::member)
                        .collect(Collectors.joining("," + (deeper.isEmpty() ? " " : deeper)))
                + newline + indent + "}";
    }

    private static String member(Entry entry) {
        return "\"" + entry.name() + "\": \"" + entry.value() + "\"";
    }

    private static Outline outline(Document existing) {
        byte[] bytes = existing.text().substring(existing.start()).getBytes(StandardCharsets.ISO_8859_1);
        Set<String> names = new HashSet<>();
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw PlantException.refused("the file is not a JSON object, so nothing can be added to it");
            }
            int open = (int) parser.currentTokenLocation().getByteOffset();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
            int close = (int) parser.currentTokenLocation().getByteOffset();
            if (parser.nextToken() != null) {
                throw PlantException.refused(
                        "the file holds more than one JSON value, so an addition has no clear place");
            }
            return new Outline(names, existing.start() + open, existing.start() + close);
        } catch (IOException e) {
            throw PlantException.refused(
                    "the file is not plain JSON (comments and trailing commas are not), so nothing was added to it");
        }
    }

    @Override
    public String scaffold() {
        return "{\n}\n";
    }
}
