package io.keycanary.app;

import io.keycanary.cli.IssueDefaults;
import io.keycanary.cli.Naming;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.store.NamingKey;
import io.keycanary.token.AccountConnector;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.NameMark;
import io.keycanary.token.NamePattern;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.Supplier;

/** How new tokens are named, by the settings and the key of the names. */
final class TokenNaming {
    private final Home home;
    private final Supplier<Settings> settings;
    private final Lazy<NameMark> key;

    TokenNaming(Home home, Supplier<Settings> settings) {
        this.home = home;
        this.settings = settings;
        this.key = new Lazy<>(() -> NamingKey.inFile(home.made().file("naming.key")));
    }

    /** The key is made when the first mark is asked for. */
    private String mark(String before, String after, int chars) {
        return key.get().of(before, after, chars);
    }

    IssueDefaults defaults() {
        Settings.Issue issue = settings.get().issue();
        return new IssueDefaults(
                new Stewardship(issue.owner(), issue.purpose(), issue.playbook()), issue.naming(), this::mark);
    }

    /** For a decoy that takes another one's place. */
    String unused(Set<String> taken) {
        NamePattern naming = defaults().naming();
        if (naming == null) {
            throw new ActionRefusedException(
                    "set issue.naming, as svc-{word}-{word}: nothing says how the new decoy is named; nothing was changed");
        }
        try {
            return naming.unused(new SecureRandom(), this::mark, taken);
        } catch (IllegalArgumentException e) {
            throw new ActionRefusedException(e.getMessage() + "; nothing was changed");
        }
    }

    Naming verbs(Supplier<AccountConnector> aws) {
        return new Naming(this::defaults, new SecureRandom(), aws, this::set);
    }

    private Path set(NamePattern pattern) {
        SettingsEdit.put(home.made().settings(), "issue", "naming", pattern.toString());
        return home.settings();
    }
}
