package io.keycanary.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens from JSON: {@code [{"id":"...","accessKeyIds":["AKIA..."],"principalId":"AIDA...",
 * "userArn":"arn:aws:iam::...:user/..."}]}. Every error names the line and the field. By the detector's own parser, which is
 * ready in a fraction of the time that a general one takes to start.
 */
public final class TokenReader {
    private static final String FORM =
            "a token has the fields id, accessKeyIds, principalId (optional), userArn (optional)";
    private static final String IDENTIFIER = "16 to 128 letters, digits or _";

    private final byte[] text;
    private final JsonReader json;
    private final Map<String, Integer> placeOfId = new HashMap<>();
    private final Map<String, Integer> placeOfIdentifier = new HashMap<>();
    private JsonReader.Token current = JsonReader.Token.END;

    /** The text is no list of tokens. The message says where, and what was expected. */
    public static final class MalformedTokensException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedTokensException(int line, String what) {
            super("line " + line + ": " + what);
        }
    }

    private TokenReader(byte[] text) {
        this.text = text;
        this.json = new JsonReader(text, 0, text.length);
    }

    /**
     * Reads all.
     *
     * @param text UTF-8
     * @throws MalformedTokensException when it is something else, or names an id or an identifier twice
     */
    public static List<WatchedToken> read(byte[] text) throws MalformedTokensException {
        return new TokenReader(text).tokens();
    }

    private List<WatchedToken> tokens() throws MalformedTokensException {
        if (next() != JsonReader.Token.BEGIN_ARRAY) {
            throw wrong("a token file is a JSON array; " + FORM);
        }
        List<WatchedToken> tokens = new ArrayList<>();
        while (next() != JsonReader.Token.END_ARRAY) {
            tokens.add(token());
        }
        if (tokens.isEmpty()) {
            throw wrong("the array holds no token");
        }
        if (!json.isAtEnd()) {
            throw wrong("there is more behind the array");
        }
        return tokens;
    }

    private WatchedToken token() throws MalformedTokensException {
        if (current != JsonReader.Token.BEGIN_OBJECT) {
            throw wrong("a token is a JSON object, not " + given() + "; " + FORM);
        }
        int place = json.tokenStart();
        Set<String> seen = new HashSet<>();
        Draft draft = new Draft();
        while (next() != JsonReader.Token.END_OBJECT) {
            String field = json.text();
            if (!seen.add(field)) {
                throw wrong("field \"" + field + "\" occurs twice in one token");
            }
            next();
            member(draft, field);
        }
        return complete(draft, place);
    }

    private void member(Draft draft, String field) throws MalformedTokensException {
        switch (field) {
            case "id" -> draft.id = id();
            case "accessKeyIds" -> keys(draft);
            case "principalId" -> draft.principalId = optional(field, IndexBuilder::isIdentifier, IDENTIFIER);
            case "userArn" -> draft.userArn = optional(field, UserArn::isOne, "arn:aws:iam::ACCOUNT:user/NAME");
            default -> throw wrong("field \"" + field + "\" is not known; " + FORM);
        }
    }

    private String id() throws MalformedTokensException {
        String id = string("id");
        if (id.isBlank()) {
            throw wrong("field \"id\" is empty");
        }
        Integer earlier = placeOfId.put(id, json.tokenStart());
        if (earlier != null) {
            throw wrong("the token id \"" + id + "\" occurs twice, first in line " + line(earlier));
        }
        return id;
    }

    private void keys(Draft draft) throws MalformedTokensException {
        expect(JsonReader.Token.BEGIN_ARRAY, "field \"accessKeyIds\" is a JSON array of key ids");
        while (next() != JsonReader.Token.END_ARRAY) {
            draft.keys.add(identifier("accessKeyIds", IndexBuilder::isIdentifier, IDENTIFIER));
        }
    }

    private @Nullable String optional(String field, Predicate<String> form, String words)
            throws MalformedTokensException {
        boolean none = current == JsonReader.Token.LITERAL && json.literal().equals("null");
        return none ? null : identifier(field, form, words);
    }

    private String identifier(String field, Predicate<String> form, String words) throws MalformedTokensException {
        String value = string(field);
        if (!form.test(value)) {
            throw wrong("field \"" + field + "\" is " + words + ", not \"" + value + "\"");
        }
        Integer earlier = placeOfIdentifier.put(value, json.tokenStart());
        if (earlier != null) {
            throw wrong("\"" + value + "\" in field \"" + field + "\" occurs twice, first in line " + line(earlier));
        }
        return value;
    }

    private String string(String field) throws MalformedTokensException {
        expect(JsonReader.Token.STRING, "field \"" + field + "\" is text in quotes");
        return json.text();
    }

    private WatchedToken complete(Draft draft, int place) throws MalformedTokensException {
        if (draft.id == null) {
            throw wrong(place, "field \"id\" is missing in the token that begins here");
        }
        if (draft.keys.isEmpty() && draft.principalId == null && draft.userArn == null) {
            throw wrong(place, "token \"" + draft.id + "\" has nothing to look for: give it field \"accessKeyIds\"");
        }
        return new WatchedToken(draft.id, draft.keys, draft.principalId, draft.userArn);
    }

    private JsonReader.Token next() throws MalformedTokensException {
        try {
            current = json.next();
            return current;
        } catch (BrokenJsonException e) {
            throw wrong(json.tokenEnd(), "no JSON: " + e.reason());
        }
    }

    private void expect(JsonReader.Token token, String what) throws MalformedTokensException {
        if (current != token) {
            throw wrong(what + ", not " + given());
        }
    }

    private String given() {
        return switch (current) {
            case STRING -> '"' + json.text() + '"';
            case LITERAL -> json.literal();
            case BEGIN_ARRAY -> "an array";
            default -> "an object";
        };
    }

    private MalformedTokensException wrong(String what) {
        return wrong(json.tokenStart(), what);
    }

    private MalformedTokensException wrong(int place, String what) {
        return new MalformedTokensException(line(place), what);
    }

    private int line(int place) {
        int line = 1;
        for (int i = 0; i < Math.min(place, text.length); i++) {
            line += text[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    /** A token while its fields are read. */
    private static final class Draft {
        private @Nullable String id;
        private final List<String> keys = new ArrayList<>();
        private @Nullable String principalId;
        private @Nullable String userArn;
    }
}
