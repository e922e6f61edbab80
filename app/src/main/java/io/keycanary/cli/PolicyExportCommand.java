package io.keycanary.cli;

import io.keycanary.desk.PolicyDesk;
import io.keycanary.desk.PolicyDesk.Policy;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code policy export}. */
@Command(
        name = "export",
        description = {
            "Writes the decoy policy of the organisation, from settings and register: who answers for decoys, who may plant"
                    + " them, how they are named, that nobody uses them, who is called, playbooks, coverage, and when it is"
                    + " to be reviewed. Markdown, or with --format html a page that prints well.",
            "That it was written is remembered: the audit tells when none was, or when the rules have changed since, or the"
                    + " review is due."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary policy export > decoy-policy.md",
            "  keycanary policy export --format html > decoy-policy.html"
        })
final class PolicyExportCommand implements Callable<Integer>, OwnFormats {
    private final Workplace work;
    private final Supplier<PolicyDesk.Rules> rules;

    PolicyExportCommand(Workplace work, Supplier<PolicyDesk.Rules> rules) {
        this.work = work;
        this.rules = rules;
    }

    @Override
    public Set<Format> formats() {
        return Set.of(Format.MARKDOWN, Format.HTML);
    }

    @Override
    public Integer call() {
        PolicyDesk desk = new PolicyDesk(work.ledger().get(), work.clock());
        Policy policy = desk.policy(rules.get());
        PolicyText text = new PolicyText(policy);
        switch (work.program().format()) {
            case JSON -> work.write(text.document());
            case HTML -> work.screen().line(text.page(new HtmlSheet(PolicyText.TITLE)));
            default -> work.screen().line(text.page(new MarkdownSheet(PolicyText.TITLE)));
        }
        desk.exported(policy, work.actor());
        text.missing().forEach(line -> work.screen().tell("not said: " + line));
        return Exit.OK;
    }
}
