package io.keycanary.cli;

import io.keycanary.token.NameMark;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code naming recognise}. */
@Command(
        name = "recognise",
        description = {
            "Tells by the mark in a name whether it is one of our decoys, without the register: the key of the names",
            "(naming.key in the home folder) is all it takes. Exit code 1 when one is. What has no mark may still be a",
            "decoy that was named without one."
        },
        footer = {"", "Example: keycanary naming recognise svc-report-3fa94c01 svc-login-77aa01bc"})
final class NamingRecogniseCommand implements Callable<Integer> {
    private final Workplace work;
    private final Naming naming;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "User names.")
    private List<String> names = List.of();

    NamingRecogniseCommand(Workplace work, Naming naming) {
        this.work = work;
        this.naming = naming;
    }

    private record Told(String name, boolean ours) {}

    @Override
    public Integer call() {
        NameMark mark = naming.defaults().get().mark();
        List<Told> told =
                names.stream().map(name -> new Told(name, mark.in(name))).toList();
        if (work.json()) {
            work.writeAll(told.stream()
                    .map(one -> new Fields()
                            .with("name", one.name())
                            .with("ours", one.ours())
                            .map())
                    .toList());
        } else {
            told.forEach(one ->
                    work.screen().line(Screen.safe(one.name()) + "  " + (one.ours() ? "OURS" : "no mark of ours")));
        }
        return told.stream().anyMatch(Told::ours) ? Exit.FOUND : Exit.OK;
    }
}
