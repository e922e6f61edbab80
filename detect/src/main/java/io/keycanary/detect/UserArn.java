package io.keycanary.detect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of an IAM user's ARN that are matched on their own (IAM identifiers reference, "IAM ARNs"). */
record UserArn(String arn, String account, String name) {
    private static final Pattern SHAPE =
            Pattern.compile("arn:aws[a-z0-9-]*:iam::(\\d{12}):user/(?:[\\x21-\\x7e]{1,510}/)?([\\w+=,.@-]{1,64})");

    static boolean isOne(String arn) {
        return SHAPE.matcher(arn).matches();
    }

    static UserArn parse(String arn) {
        Matcher m = SHAPE.matcher(arn);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "expected arn:aws:iam::123456789012:user/path/name (12 digits, name of 1 to 64 characters)");
        }
        return new UserArn(arn, m.group(1), m.group(2));
    }

    /** IAM compares user names without regard to the case of ASCII letters. */
    static String fold(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return out.toString();
    }
}
