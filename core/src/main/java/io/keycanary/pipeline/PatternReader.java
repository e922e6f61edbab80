package io.keycanary.pipeline;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads a filter pattern by recursive descent; see {@link FilterPattern} for the grammar. */
final class PatternReader {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
    private static final int MAX_INDEX_DIGITS = 6;

    private final String text;
    private int at;

    PatternReader(String text) {
        this.text = text;
    }

    Condition read() {
        skip();
        expect("{", "a pattern for JSON begins with {");
        Condition condition = any();
        expect("}", "expected &&, || or the closing }");
        if (at < text.length()) {
            throw bad("nothing may follow the closing }");
        }
        return condition;
    }

    private Condition any() {
        List<Condition> parts = list("||", this::all);
        return parts.size() == 1 ? parts.getFirst() : new Condition.Any(parts);
    }

    private Condition all() {
        List<Condition> parts = list("&&", this::operand);
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
    }

    private List<Condition> list(String operator, Supplier<Condition> part) {
        List<Condition> parts = new ArrayList<>(List.of(part.get()));
        while (take(operator)) {
            parts.add(part.get());
        }
        return parts;
    }

    private Condition operand() {
        if (take("(")) {
            Condition inner = any();
            expect(")", "expected &&, || or the closing )");
            return inner;
        }
        return test(selector());
    }

    private Selector selector() {
        if (at >= text.length() || text.charAt(at) != '$') {
            throw bad("expected a selector that begins with $, or (");
        }
        at++;
        List<Object> steps = new ArrayList<>();
        while (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == '[')) {
            steps.add(text.charAt(at++) == '.' ? name() : index());
        }
        if (steps.isEmpty()) {
            throw bad("expected .name or [index] after $");
        }
        skip();
        return new Selector(steps);
    }

    private String name() {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "-_".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == from) {
            throw bad("expected a name of letters, digits, - and _");
        }
        return text.substring(from, at);
    }

    private Integer index() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from || at - from > MAX_INDEX_DIGITS) {
            throw bad("expected an index of 1 to " + MAX_INDEX_DIGITS + " digits");
        }
        int index = Integer.parseInt(text.substring(from, at));
        if (at >= text.length() || text.charAt(at) != ']') {
            throw bad("expected ]");
        }
        at++;
        return index;
    }

    private Condition test(Selector selector) {
        int from = at;
        if (takeWord("IS")) {
            return literal(selector);
        }
        if (takeWord("NOT")) {
            if (!takeWord("EXISTS")) {
                throw bad("expected EXISTS after NOT");
            }
            return new Condition.Absent(selector);
        }
        for (String operator : List.of("!=", "<=", ">=", "=", "<", ">")) {
            if (take(operator)) {
                return comparison(selector, operator);
            }
        }
        at = from;
        throw bad("expected one of =, !=, <, <=, >, >=, IS, NOT EXISTS");
    }

    private Condition literal(Selector selector) {
        if (takeWord("NULL")) {
            return new Condition.Literal(selector, null);
        }
        if (takeWord("TRUE")) {
            return new Condition.Literal(selector, true);
        }
        if (takeWord("FALSE")) {
            return new Condition.Literal(selector, false);
        }
        throw bad("expected NULL, TRUE or FALSE after IS");
    }

    private Condition comparison(Selector selector, String operator) {
        boolean equality = operator.equals("=") || operator.equals("!=");
        if (at < text.length() && text.charAt(at) == '"') {
            if (!equality) {
                throw bad("text can only be compared by = and !=");
            }
            return new Condition.Like(selector, operator.equals("="), new Wildcard(quoted()));
        }
        int from = at;
        String word = word();
        if (NUMBER.matcher(word).matches()) {
            return new Condition.Compare(selector, operator, new BigDecimal(word));
        }
        if (!equality) {
            at = from;
            throw bad("expected a number");
        }
        return new Condition.Like(selector, operator.equals("="), new Wildcard(word));
    }

    private String quoted() {
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                skip();
                return out.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            out.append(text.charAt(at));
        }
        throw bad("the text has no closing quote");
    }

    /** The guide's own examples leave text without quotes: {@code $.sourceIPAddress != 123.123.*}. */
    private String word() {
        int from = at;
        if (at < text.length() && text.charAt(at) == '%') {
            throw bad("regular expressions are not evaluated here");
        }
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw bad("expected a value");
        }
        String word = text.substring(from, at);
        skip();
        return word;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || "_-+.*:/".indexOf(c) >= 0;
    }

    private boolean takeWord(String word) {
        int end = at + word.length();
        if (text.startsWith(word, at) && (end == text.length() || !isWord(text.charAt(end)))) {
            at = end;
            skip();
            return true;
        }
        return false;
    }

    private boolean take(String symbol) {
        if (text.startsWith(symbol, at)) {
            at += symbol.length();
            skip();
            return true;
        }
        return false;
    }

    private void expect(String symbol, String reason) {
        if (!take(symbol)) {
            throw bad(reason);
        }
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private BadPatternException bad(String reason) {
        return new BadPatternException(at, reason);
    }
}
