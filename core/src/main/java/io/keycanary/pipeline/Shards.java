package io.keycanary.pipeline;

import io.keycanary.pipeline.MetricFilter.Identifier;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Packs comparisons into as few patterns as their longest length allows. */
final class Shards {
    private static final String USER = "$.userIdentity.";
    private static final String ISSUER = USER + "sessionContext.sessionIssuer.";
    private static final String OR = " || ";

    private final List<Shard> made = new ArrayList<>();
    private final Identifier by;
    private final String head;
    private final String tail;
    private final StringBuilder alternatives = new StringBuilder();
    private final Set<TokenId> tokens = new LinkedHashSet<>();

    private Shards(Identifier by, String head, String tail) {
        this.by = by;
        this.head = head;
        this.tail = tail;
    }

    static List<Shard> of(String accountId, List<CanaryToken> tokens, List<String> paths) {
        List<Shard> all = new ArrayList<>();
        all.addAll(paths(accountId, tokens, paths));
        all.addAll(principals(tokens));
        all.addAll(keys(tokens));
        all.addAll(signIns(accountId, tokens));
        return all;
    }

    private static List<Shard> paths(String accountId, List<CanaryToken> tokens, List<String> paths) {
        Shards shards = new Shards(Identifier.PATH, "{ ", " }");
        for (String path : paths) {
            String arns = "arn:" + partition(tokens) + ":iam::" + accountId + ":user" + path + "*";
            Set<TokenId> covered = tokens.stream()
                    .filter(token -> DecoyPath.holds(path, token))
                    .map(CanaryToken::id)
                    .collect(Collectors.toSet());
            shards.addEither("arn", arns, covered);
        }
        return shards.done();
    }

    /** The second word of ARNs: {@code aws}, or what it is in China and in the government's regions. */
    static String partition(List<CanaryToken> tokens) {
        return tokens.stream()
                .map(token -> token.identity().userArn())
                .filter(Objects::nonNull)
                .map(arn -> arn.split(":", 3)[1])
                .findFirst()
                .orElse("aws");
    }

    /** By the ARN where the unique id is not known: it is as good, but not the same for a user made again. */
    private static List<Shard> principals(List<CanaryToken> tokens) {
        Shards shards = new Shards(Identifier.PRINCIPAL_ID, "{ ", " }");
        for (CanaryToken token : tokens) {
            String member = token.identity().principalId() == null ? "arn" : "principalId";
            String value = token.identity().principalId() == null
                    ? token.identity().userArn()
                    : token.identity().principalId();
            if (value != null) {
                shards.addEither(member, value, Set.of(token.id()));
            }
        }
        return shards.done();
    }

    private static List<Shard> keys(List<CanaryToken> tokens) {
        Shards shards = new Shards(Identifier.ACCESS_KEY, "{ ", " }");
        for (CanaryToken token : tokens) {
            for (AccessKey key : token.keys()) {
                shards.add(equal(USER + "accessKeyId", key.id()), Set.of(token.id()));
            }
        }
        return shards.done();
    }

    private static List<Shard> signIns(String accountId, List<CanaryToken> tokens) {
        String head = "{ " + equal("$.eventSource", "signin.amazonaws.com") + " && "
                + equal(USER + "accountId", accountId) + " && (";
        Shards shards = new Shards(Identifier.SIGN_IN, head, ") }");
        for (CanaryToken token : tokens) {
            String name = token.identity().userName();
            if (name != null) {
                shards.add(equal(USER + "userName", name), Set.of(token.id()));
            }
        }
        return shards.done();
    }

    private static String equal(String selector, String value) {
        return selector + " = \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The identity itself, or the issuer of its session: in one pattern, unless the value is too long to say twice. */
    private void addEither(String member, String value, Set<TokenId> covered) {
        String own = equal(USER + member, value);
        String issuer = equal(ISSUER + member, value);
        if (head.length() + own.length() + OR.length() + issuer.length() + tail.length() <= FilterPattern.MAX_CHARS) {
            add(own + OR + issuer, covered);
        } else {
            add(own, covered);
            add(issuer, covered);
        }
    }

    private void add(String comparison, Set<TokenId> covered) {
        int more = alternatives.isEmpty() ? 0 : OR.length();
        int chars = head.length() + alternatives.length() + more + comparison.length() + tail.length();
        if (chars > FilterPattern.MAX_CHARS) {
            close();
        }
        alternatives.append(alternatives.isEmpty() ? "" : OR).append(comparison);
        tokens.addAll(covered);
    }

    private List<Shard> done() {
        close();
        return made;
    }

    private void close() {
        if (alternatives.isEmpty()) {
            return;
        }
        String name = by.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + (made.size() + 1);
        FilterPattern pattern = FilterPattern.parse(head + alternatives + tail);
        made.add(new Shard(new MetricFilter(name, by, pattern), tokens));
        alternatives.setLength(0);
        tokens.clear();
    }
}
