package io.keycanary.cli;

import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code token show}. */
@Command(
        name = "show",
        description = "Shows one token: identity, keys, places, and what its state follows from.",
        footer = {"", "Example: keycanary token show svc-report-export"})
final class TokenShowCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "TOKEN", description = "Its id or the end of it, its label, or a key id.")
    private String name = "";

    TokenShowCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        CanaryToken token = work.tokens().require(name);
        List<Placement> places = work.tokens().places(token.id());
        if (work.json()) {
            work.write(new Fields()
                    .with("token", Documents.of(token))
                    .with("places", places.stream().map(Documents::of).toList())
                    .map());
        } else {
            print(token, places);
        }
        return Exit.OK;
    }

    private void print(CanaryToken token, List<Placement> places) {
        Screen screen = work.screen();
        screen.line(screen.toned(
                Screen.Tone.STRONG,
                "Token " + token.id().shortForm() + "  " + Screen.safe(token.label()) + "  " + token.state()));
        line("id", token.id());
        line("user", token.identity().userArn());
        line("principal", token.identity().principalId());
        for (AccessKey key : token.keys()) {
            line(
                    "key",
                    key.id() + (key.replacedAt() == null ? "" : " (replaced)") + (key.active() ? "" : " (inactive)"));
        }
        line("owner", token.stewardship().owner());
        line("purpose", token.stewardship().purpose());
        line("playbook", token.stewardship().playbook());
        line("tags", String.join(" ", token.stewardship().tags()));
        line("issued", token.facts().issuedAt());
        line("proven", token.facts().lastProofAt());
        line("retired", token.facts().retiredAt());
        for (Placement place : places) {
            String id = place.id().toString();
            line("place", place.state() + " " + place.location() + " (" + id.substring(id.length() - 8) + ")");
        }
    }

    private void line(String what, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            work.screen().line("  %-10s %s".formatted(what, Screen.safe(value)));
        }
    }
}
