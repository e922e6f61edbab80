package io.keycanary.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keycanary.detect.TokenIndex;
import io.keycanary.detect.WatchedToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in a file, without secrets: a prepared index, told by its first bytes, or JSON, {@code [{"id":"...","accessKeyIds":["AKIA..."],"principalId":"AIDA...",
 * "userArn":"arn:aws:iam::...:user/..."}]}. Every error names the line and the field.
 */
final class TokenFile {
    private static final Pattern IDENTIFIER = Pattern.compile("\\w{16,128}");
    private static final Pattern USER_ARN = Pattern.compile("arn:aws[\\w-]*:iam::\\d{12}:user/[!-~]*[^/]");
    private static final String FORM =
            "a token has the fields id, accessKeyIds, principalId (optional), userArn (optional)";

    private final Path file;
    private final JsonParser json;
    private final Map<String, Integer> lineOfId = new HashMap<>();
    private final Map<String, Integer> lineOfIdentifier = new HashMap<>();

    private TokenFile(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /**
     * The index of a file of either form.
     *
     * @throws CommandFailure when it cannot be read, is no token file, is damaged, or names anything twice
     */
    static TokenIndex index(Path file) {
        return reading(file, () -> {
            byte[] head;
            try (InputStream in = Files.newInputStream(file)) {
                head = in.readNBytes(8);
            }
            return TokenIndex.isPrepared(head)
                    ? prepared(file, Files.readAllBytes(file))
                    : TokenIndex.of(read(file), List.of());
        });
    }

    private static TokenIndex prepared(Path file, byte[] bytes) {
        try {
            return TokenIndex.prepared(bytes);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("the token file " + file + ": " + e.getMessage()
                    + "; write it again with `keycanary token index --out`");
        }
    }

    /**
     * Reads a file of JSON.
     *
     * @throws CommandFailure when it cannot be read, is no token file, or names anything twice
     */
    static List<WatchedToken> read(Path file) {
        return reading(file, () -> {
            try (JsonParser json = new JsonFactory().createParser(Files.newInputStream(file))) {
                return new TokenFile(file, json).tokens();
            }
        });
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (JsonParseException e) {
            throw CommandFailure.badInput(
                    "%s line %d: no JSON: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
        } catch (NoSuchFileException e) {
            throw CommandFailure.badInput("there is no token file " + file);
        } catch (AccessDeniedException e) {
            throw CommandFailure.badInput("the token file " + file + " may not be read by this user");
        } catch (IOException e) {
            throw CommandFailure.badInput("the token file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private List<WatchedToken> tokens() throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw wrong("a token file is a JSON array; " + FORM);
        }
        List<WatchedToken> tokens = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            tokens.add(token());
        }
        if (json.nextToken() != null) {
            throw wrong("there is more behind the array");
        }
        if (tokens.isEmpty()) {
            throw wrong("the array holds no token");
        }
        return tokens;
    }

    private WatchedToken token() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("expected an object; " + FORM);
        }
        int line = line();
        Map<String, Integer> seen = new HashMap<>();
        Draft draft = new Draft();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            if (seen.put(field, line()) != null) {
                throw wrong("field \"" + field + "\" occurs twice in one token");
            }
            json.nextToken();
            member(draft, field);
        }
        return complete(draft, line);
    }

    private void member(Draft draft, String field) throws IOException {
        switch (field) {
            case "id" -> draft.id = id();
            case "accessKeyIds" -> keys(draft);
            case "principalId" -> draft.principalId = optional(field, IDENTIFIER, "16 to 128 letters, digits or _");
            case "userArn" -> draft.userArn = optional(field, USER_ARN, "arn:aws:iam::ACCOUNT:user/NAME");
            default -> throw wrong("field \"" + field + "\" is not known; " + FORM);
        }
    }

    private String id() throws IOException {
        String id = text("id");
        if (id.isBlank()) {
            throw wrong("field \"id\" is empty");
        }
        Integer earlier = lineOfId.put(id, line());
        if (earlier != null) {
            throw wrong("the token id \"" + id + "\" occurs twice, first in line " + earlier);
        }
        return id;
    }

    private void keys(Draft draft) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("field \"accessKeyIds\" is a JSON array of key ids");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            draft.keys.add(identifier("accessKeyIds", IDENTIFIER, "16 to 128 letters, digits or _"));
        }
    }

    private @Nullable String optional(String field, Pattern pattern, String words) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : identifier(field, pattern, words);
    }

    private String identifier(String field, Pattern pattern, String words) throws IOException {
        String value = text(field);
        if (!pattern.matcher(value).matches()) {
            throw wrong("field \"" + field + "\" is " + words + ", not \"" + value + "\"");
        }
        Integer earlier = lineOfIdentifier.put(value, line());
        if (earlier != null) {
            throw wrong("\"" + value + "\" in field \"" + field + "\" occurs twice, first in line " + earlier);
        }
        return value;
    }

    private String text(String field) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("field \"" + field + "\" holds text in quotes");
        }
        return json.getText();
    }

    private WatchedToken complete(Draft draft, int line) {
        if (draft.id == null) {
            throw wrong(line, "field \"id\" is missing in the token that begins here");
        }
        if (draft.keys.isEmpty() && draft.principalId == null && draft.userArn == null) {
            throw wrong(line, "token \"" + draft.id + "\" has nothing to look for: give it field \"accessKeyIds\"");
        }
        return new WatchedToken(draft.id, draft.keys, draft.principalId, draft.userArn);
    }

    private int line() {
        return json.currentTokenLocation().getLineNr();
    }

    private CommandFailure wrong(String what) {
        return wrong(line(), what);
    }

    private CommandFailure wrong(int line, String what) {
        return CommandFailure.badInput(file + " line " + line + ": " + what);
    }

    /** A token while its fields are read. */
    private static final class Draft {
        private @Nullable String id;
        private final List<String> keys = new ArrayList<>();
        private @Nullable String principalId;
        private @Nullable String userArn;
    }
}
