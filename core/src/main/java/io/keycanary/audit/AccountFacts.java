package io.keycanary.audit;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.ManagedAccount;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an account says about its users and about those who could let them do something, at one time. */
public final class AccountFacts {
    private final ManagedAccount account;
    private final Instant at;
    private final List<UserFacts> users;
    private final List<Seen<Grant>> grants;
    private final @Nullable Seen<Organisation> organisation;
    private final Map<Area, NotChecked> notChecked;
    private final Map<String, UserFacts> byId = new HashMap<>();
    private final Map<String, UserFacts> byName = new HashMap<>();

    /**
     * Facts.
     *
     * @param users all users of the account, or those that were asked for
     * @param grants of resources and roles
     * @param organisation null when it could not be asked
     * @param notChecked what is missing in the others, and why
     */
    public AccountFacts(
            ManagedAccount account,
            Instant at,
            List<UserFacts> users,
            List<Seen<Grant>> grants,
            @Nullable Seen<Organisation> organisation,
            Map<Area, NotChecked> notChecked) {
        this.account = account;
        this.at = at;
        this.users = List.copyOf(users);
        this.grants = List.copyOf(grants);
        this.organisation = organisation;
        this.notChecked = notChecked.isEmpty() ? Map.of() : new EnumMap<>(notChecked);
        for (UserFacts user : users) {
            byId.put(user.id(), user);
            byName.put(user.name().toLowerCase(Locale.ROOT), user);
        }
    }

    /** Which account. */
    public ManagedAccount account() {
        return account;
    }

    /** When it was asked. */
    public Instant at() {
        return at;
    }

    /** All users, or those that were asked for. */
    public List<UserFacts> users() {
        return users;
    }

    List<Seen<Grant>> grants() {
        return grants;
    }

    @Nullable
    Seen<Organisation> organisation() {
        return organisation;
    }

    /** What could not be looked at, or was left for later. */
    public List<NotChecked> notChecked() {
        return List.copyOf(notChecked.values());
    }

    /** Whether nothing about this area is known. */
    public boolean lacks(Area area) {
        NotChecked gap = notChecked.get(area);
        return gap != null && gap.kind() != NotChecked.Kind.LATER;
    }

    /** The user of a token: by its unique id, else by its name, which counts without regard to case. */
    public Optional<UserFacts> user(CanaryToken token) {
        DecoyIdentity identity = token.identity();
        UserFacts user = identity.principalId() == null ? null : byId.get(identity.principalId());
        String name = identity.userName();
        if (user == null && name != null) {
            user = byName.get(name.toLowerCase(Locale.ROOT));
        }
        return Optional.ofNullable(user);
    }
}
