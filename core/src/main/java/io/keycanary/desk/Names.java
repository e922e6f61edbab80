package io.keycanary.desk;

import io.keycanary.alert.Outbox;
import io.keycanary.alert.QuietRule;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentLog;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Printable;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a person means by a short name. */
final class Names {
    private static final int PAGE = 1000;
    private static final int MIN_SUFFIX_CHARS = 4;
    private static final int MAX_CANDIDATES = 5;

    private Names() {}

    static List<CanaryToken> all(TokenRegister register) {
        List<CanaryToken> all = new ArrayList<>();
        List<CanaryToken> page = register.page(null, PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = register.page(page.getLast().id(), PAGE);
        }
        return all;
    }

    /** The tokens that live in an account. */
    static List<CanaryToken> in(Account account, TokenRegister register) {
        return all(register).stream()
                .filter(token -> token.account().equals(account))
                .toList();
    }

    /** A whole id or a key id is looked up; only what is short is searched for among all. */
    static CanaryToken token(TokenRegister register, String name) {
        Optional<CanaryToken> known =
                uuid(name).flatMap(id -> register.find(new TokenId(id))).or(() -> register.byKey(name));
        if (known.isPresent()) {
            return known.get();
        }
        List<CanaryToken> found =
                all(register).stream().filter(t -> fits(t, name)).toList();
        return only(found, "token", name);
    }

    /** The same, by the name of its IAM user too, which IAM compares without regard to case. */
    static CanaryToken tokenOrUser(TokenRegister register, String name) {
        Optional<CanaryToken> known =
                uuid(name).flatMap(id -> register.find(new TokenId(id))).or(() -> register.byKey(name));
        if (known.isPresent()) {
            return known.get();
        }
        List<CanaryToken> found = all(register).stream()
                .filter(t -> fits(t, name) || name.equalsIgnoreCase(t.identity().userName()))
                .toList();
        if (found.size() > 1) {
            String candidates =
                    found.stream().limit(MAX_CANDIDATES).map(Names::described).collect(Collectors.joining(", "));
            throw new UnknownNameException("\"" + name + "\" fits " + found.size() + " tokens: " + candidates
                    + (found.size() > MAX_CANDIDATES ? ", ..." : "") + "; name one by its id");
        }
        return only(found, "token", name);
    }

    private static boolean fits(CanaryToken token, String name) {
        return ends(token.id().toString(), name) || token.label().equals(name) || token.key(name) != null;
    }

    private static String described(CanaryToken token) {
        String user = token.identity().userName();
        return token.id() + " (" + Printable.line(token.label(), 60) + ", "
                + (user == null ? "no user known" : "user " + Printable.line(user, 64)) + " of account "
                + token.account().id() + ")";
    }

    static Incident incident(IncidentLog log, String name) {
        Optional<Incident> known = uuid(name).flatMap(log::incident);
        if (known.isPresent()) {
            return known.get();
        }
        List<Incident> found = new ArrayList<>();
        @Nullable UUID before = null;
        for (List<Incident> page = log.page(null, null, PAGE); !page.isEmpty(); page = log.page(null, before, PAGE)) {
            page.stream().filter(i -> ends(i.id().toString(), name)).forEach(found::add);
            before = page.getLast().id();
        }
        return only(found, "incident", name);
    }

    static QuietRule quietRule(Outbox outbox, String name) {
        List<QuietRule> found = outbox.quietRules().stream()
                .filter(rule -> ends(rule.id().toString(), name))
                .toList();
        if (found.isEmpty()) {
            throw new UnknownNameException("there is no quiet rule \"" + name + "\"; see `keycanary quiet list --all`");
        }
        return only(found, "quiet rule", name);
    }

    static ExpectedUse expectedUse(IncidentLog log, String name) {
        List<ExpectedUse> found = log.expectedUses().stream()
                .filter(rule -> ends(rule.id().toString(), name))
                .toList();
        if (found.isEmpty()) {
            throw new UnknownNameException(
                    "there is no expected use \"" + name + "\"; see `keycanary expect list --all`");
        }
        return only(found, "expected use", name);
    }

    private static Optional<UUID> uuid(String name) {
        return name.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(UUID.fromString(name))
                : Optional.empty();
    }

    private static boolean ends(String id, String name) {
        return name.length() >= MIN_SUFFIX_CHARS && id.endsWith(name);
    }

    private static <T> T only(List<T> found, String what, String name) {
        if (found.isEmpty()) {
            throw unknown(what, name);
        }
        if (found.size() > 1) {
            throw new UnknownNameException(
                    "\"" + name + "\" fits " + found.size() + " " + what + "s; give more of the id");
        }
        return found.getFirst();
    }

    static UnknownNameException unknown(String what, String name) {
        return new UnknownNameException("there is no " + what + " \"" + name + "\"; see `keycanary " + what + " list`");
    }
}
