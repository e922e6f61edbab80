package io.keycanary.bench.scan;

import io.keycanary.bench.corpus.Expected;
import io.keycanary.bench.corpus.ScanAnswer;
import io.keycanary.bench.corpus.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Says how right an answer is. */
final class Judge {
    private static final int SHOWN = 5;

    private final Verifier verifier;

    Judge(Verifier verifier) {
        this.verifier = verifier;
    }

    /** In words: {@code exact}, or what is wrong with it. */
    String verdict(Contestant contestant, Task task, Path out, Path err) throws IOException {
        List<Expected> planted = verifier.expected(task.part(), task.tokensInJson());
        return switch (contestant.answer()) {
            case NOTHING -> "";
            case SCAN -> scan(task, out, err);
            case EVENTS ->
                compared(
                        "records",
                        planted.stream().filter(one -> one.kind() != null).map(Expected::eventId),
                        Files.readAllLines(out));
            case FILES ->
                compared(
                        "files",
                        planted.stream().filter(one -> one.kind() != null).map(Expected::file),
                        Files.readAllLines(out).stream()
                                .filter(line -> !line.endsWith(":0"))
                                .map(line -> task.corpus()
                                        .relativize(Path.of(line.substring(0, line.lastIndexOf(':'))))
                                        .toString())
                                .toList());
        };
    }

    private String scan(Task task, Path out, Path err) throws IOException {
        ScanAnswer answer = ScanAnswer.parse(task.corpus(), Files.readAllLines(out), Files.readAllLines(err));
        List<String> wrong = verifier.differences(task.part(), task.tokensInJson(), answer);
        wrong.stream().limit(SHOWN).forEach(System.err::println);
        return wrong.isEmpty() ? "exact, " + answer.found().size() + " matches" : wrong.size() + " differences";
    }

    private static String compared(String what, java.util.stream.Stream<String> awaited, List<String> found) {
        Set<String> missed = awaited.collect(Collectors.toSet());
        int all = missed.size();
        Set<String> wrong = new HashSet<>(found);
        wrong.removeAll(missed);
        missed.removeAll(new HashSet<>(found));
        String right = (all - missed.size()) + " of " + all + " " + what;
        return wrong.isEmpty() ? right : right + ", " + wrong.size() + " false";
    }
}
