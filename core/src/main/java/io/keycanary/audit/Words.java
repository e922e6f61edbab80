package io.keycanary.audit;

import io.keycanary.token.TokenId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes findings: fills in what stands in braces in statement and remedy of a check. */
final class Words {
    private final @Nullable TokenId token;
    private final String subject;
    private final String account;
    private final Map<String, String> words = new LinkedHashMap<>();

    Words(@Nullable TokenId token, String subject, String account) {
        this.token = token;
        this.subject = subject;
        this.account = account;
    }

    /** With a word that all its findings may use. */
    Words with(String name, String value) {
        words.put(name, value);
        return this;
    }

    Finding finding(Check check, String what, Evidence evidence) {
        return finding(check, what, "", evidence);
    }

    Finding finding(Check check, String what, String region, Evidence evidence) {
        return new Finding(
                check,
                token,
                token == null && subject.isEmpty() ? what : subject,
                account,
                region,
                filled(check.statement(), what, false),
                evidence,
                filled(check.remedy(), what, true));
    }

    private String filled(String template, String what, boolean command) {
        String name = what.substring(what.lastIndexOf('/') + 1);
        String text = put(template, "what-name", name, command);
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = put(text, word.getKey(), word.getValue(), command);
        }
        return put(text, "what", what, command);
    }

    private static String put(String text, String name, String value, boolean command) {
        return text.replace("{" + name + "}", command ? quoted(value) : value);
    }

    /** As one word of a shell: names in an account may hold anything. */
    private static String quoted(String value) {
        return value.matches("[\\w+=,.@:/-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
