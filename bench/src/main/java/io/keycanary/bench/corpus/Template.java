package io.keycanary.bench.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON text with places to fill in: {@code <hex 17>}, {@code <digits 6>}, {@code <base64 40>}, {@code <uuid>}, {@code
 * <time>}, {@code <epoch>}, {@code <account>}, {@code <region>}, {@code <pick a,b,c>}, {@code <times 2-6 ...>} (the text
 * repeated, with commas between), or the name of a sort of resource, {@code <bucket>}.
 */
final class Template {
    private static final Pattern TIMES = Pattern.compile("times (\\d+)-(\\d+) (.*)");

    private final List<Piece> pieces = new ArrayList<>();

    private interface Piece {
        void append(StringBuilder out, Scene scene);
    }

    Template(String text) {
        int end = 0;
        for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', end)) {
            literal(text.substring(end, open));
            end = close(text, open);
            pieces.add(place(text.substring(open + 1, end - 1)));
        }
        literal(text.substring(end));
    }

    /** Behind the bracket that closes the one at {@code open}; places may stand in places. */
    private static int close(String text, int open) {
        int depth = 1;
        int at = open + 1;
        while (depth > 0) {
            depth += text.charAt(at) == '<' ? 1 : text.charAt(at) == '>' ? -1 : 0;
            at++;
        }
        return at;
    }

    private static Piece place(String place) {
        Matcher times = TIMES.matcher(place);
        return times.matches() ? repeated(times) : filled(place);
    }

    String text(Scene scene) {
        StringBuilder out = new StringBuilder();
        append(out, scene);
        return out.toString();
    }

    private void append(StringBuilder out, Scene scene) {
        for (Piece piece : pieces) {
            piece.append(out, scene);
        }
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            pieces.add((out, scene) -> out.append(text));
        }
    }

    private static Piece repeated(Matcher place) {
        int low = Integer.parseInt(place.group(1));
        int high = Integer.parseInt(place.group(2));
        Template inner = new Template(place.group(3));
        return (out, scene) -> {
            // Short lists are the rule, long ones the exception.
            int count = low + (int) ((high - low) * Math.pow(scene.dice().below(1000) / 1000.0, 3));
            for (int i = 0; i < count; i++) {
                out.append(i == 0 ? "" : ",");
                inner.append(out, scene);
            }
        };
    }

    private static Piece filled(String place) {
        String[] words = place.split(" ", 2);
        int length = words.length > 1 && words[1].matches("\\d+") ? Integer.parseInt(words[1]) : 0;
        return switch (words[0]) {
            case "hex" -> (out, scene) -> out.append(scene.dice().hex(length));
            case "digits" -> (out, scene) -> out.append(scene.dice().digits(length));
            case "base64" -> (out, scene) -> out.append(scene.dice().base64(length));
            case "uuid" -> (out, scene) -> out.append(scene.dice().uuid());
            case "time" -> (out, scene) -> out.append(scene.time());
            case "epoch" -> (out, scene) -> out.append(scene.time().toEpochMilli());
            case "account" -> (out, scene) -> out.append(scene.account());
            case "region" -> (out, scene) -> out.append(scene.region());
            case "asia" -> (out, scene) -> out.append(AwsId.key("ASIA", scene.account(), scene.dice()));
            case "pick" -> {
                List<String> choices = List.of(words[1].split(","));
                yield (out, scene) -> out.append(scene.dice().pick(choices));
            }
            default ->
                (out, scene) ->
                        out.append(scene.dice().pickOften(scene.landscape().names(words[0])));
        };
    }
}
