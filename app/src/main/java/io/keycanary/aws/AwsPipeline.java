package io.keycanary.aws;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.EventPattern;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.Site;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.ManagedAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes pipelines by the SDK, part by part: each is looked at before it is changed, so any order of calls may follow. */
public final class AwsPipeline implements PipelineBuilder {
    private final AwsAccounts accounts;

    /** In accounts reached so. */
    public AwsPipeline(AwsAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public List<Link> look(ManagedAccount account, Blueprint blueprint, Choice choice) {
        try (AccountClients clients = accounts.clients(account)) {
            Ground ground = new Ground(clients, account, blueprint, choice);
            return parts(ground).stream().map(AwsPipeline::look).toList();
        }
    }

    private static Link look(Part part) {
        try {
            return call(part, part::look);
        } catch (UnreadablePolicyException e) {
            return part.wrong(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void apply(ManagedAccount account, Blueprint blueprint, Choice choice, Consumer<String> done) {
        try (AccountClients clients = accounts.clients(account)) {
            Ground ground = new Ground(clients, account, blueprint, choice);
            for (Part part : parts(ground)) {
                Link link = look(part);
                if (link.standing() == Standing.FOREIGN || link.standing() == Standing.FULL) {
                    throw new AccountException(Reason.REFUSED, part.name() + ": " + link.detail());
                }
                if (link.standing() == Standing.MISSING || link.standing() == Standing.WRONG) {
                    change(part, () -> {
                        part.make();
                        return link;
                    });
                    done.accept((link.standing() == Standing.MISSING ? "made " : "mended ") + part.name());
                }
            }
        }
    }

    @Override
    public void remove(
            ManagedAccount account, Blueprint blueprint, Choice choice, boolean whole, Consumer<String> done) {
        try (AccountClients clients = accounts.clients(account)) {
            Ground ground = new Ground(clients, account, blueprint, choice);
            for (Part part : parts(ground).reversed()) {
                if (!whole && part instanceof QueuePart) {
                    continue; // the other path needs it
                }
                String said = remove(part);
                if (said != null) {
                    done.accept(said);
                }
            }
        }
    }

    private static @Nullable String remove(Part part) {
        String said = change(part, () -> {
            String answer = part.remove();
            return answer == null ? "" : answer;
        });
        return said.isEmpty() ? null : said;
    }

    /** What cannot be read may hold what others wrote: it is not replaced. */
    private static <T> T change(Part part, Supplier<T> call) {
        try {
            return call(part, call);
        } catch (UnreadablePolicyException e) {
            throw new AccountException(
                    Reason.REFUSED, part.name() + ": " + e.getMessage() + "; replace it by hand, or delete it");
        }
    }

    /** The action is named by the part: AWS names it in its refusal. */
    private static <T> T call(Part part, Supplier<T> call) {
        return AwsFailure.orThrow(part.name(), call);
    }

    /** In the order in which they can be made. */
    private static List<Part> parts(Ground ground) {
        List<Part> parts = new ArrayList<>();
        if (ground.choice().fast()) {
            parts.addAll(rooms(ground));
        }
        if (ground.choice().classic()) {
            parts.addAll(classic(ground));
        }
        if (ground.choice().dataEvents()) {
            parts.add(new DataTrailPart(ground));
        }
        if (ground.choice().classic() || ground.choice().fast()) {
            parts.addAll(List.of(QueuePart.dead(ground), QueuePart.main(ground)));
        }
        if (ground.choice().fast()) {
            parts.addAll(fast(ground));
        }
        if (ground.choice().classic()) {
            parts.add(new LogFilesPart(ground));
            parts.add(new NoticesPart(ground));
        }
        return parts;
    }

    private static List<Part> classic(Ground ground) {
        Site site = ground.site();
        return List.of(
                new RolePart(
                        ground,
                        site.logRole(),
                        ground.policies().logTrust(),
                        ground.policies().logRole()),
                new LogGroupPart(ground),
                new BucketPart(ground),
                new TrailPart(ground),
                new TopicPart(ground),
                new SubscribersPart(ground),
                new FiltersPart(ground),
                new AlarmPart(ground));
    }

    private static List<Part> fast(Ground ground) {
        Site site = ground.site();
        Blueprint blueprint = ground.blueprint();
        List<Part> parts = new ArrayList<>();
        if (!site.otherRegions().isEmpty()) {
            parts.add(new RolePart(
                    ground,
                    site.busRole(),
                    ground.policies().busTrust(),
                    ground.policies().busRole()));
            parts.add(new BusPart(ground));
            parts.addAll(rules(ground, site.homeRegion(), site.name(), blueprint.busPatterns()));
        }
        parts.addAll(rules(ground, site.homeRegion(), RulesPart.DEFAULT, blueprint.patterns(site.homeRegion())));
        site.otherRegions()
                .forEach(region -> parts.addAll(rules(ground, region, RulesPart.DEFAULT, blueprint.patterns(region))));
        return parts;
    }

    /** One for each bus that gets rules. */
    private static List<Part> rooms(Ground ground) {
        Site site = ground.site();
        Blueprint blueprint = ground.blueprint();
        List<Part> parts = new ArrayList<>();
        if (!site.otherRegions().isEmpty()) {
            parts.add(room(ground, site.homeRegion(), site.name(), blueprint.busPatterns()));
        }
        Stream.concat(Stream.of(site.homeRegion()), site.otherRegions().stream())
                .map(region -> room(ground, region, RulesPart.DEFAULT, blueprint.patterns(region)))
                .forEach(parts::add);
        return parts;
    }

    private static Part room(Ground ground, String region, String bus, List<EventPattern> patterns) {
        return new RuleRoomPart(ground, region, bus, names(ground, patterns));
    }

    private static Set<String> names(Ground ground, List<EventPattern> patterns) {
        return patterns.stream().map(ground.site()::rule).collect(Collectors.toSet());
    }

    private static List<Part> rules(Ground ground, String region, String bus, List<EventPattern> patterns) {
        List<Part> parts = new ArrayList<>();
        for (EventPattern pattern : patterns) {
            parts.add(
                    region.equals(ground.site().homeRegion())
                            ? RulePart.toQueue(ground, bus, pattern)
                            : RulePart.toBus(ground, region, pattern));
        }
        parts.add(new RulesPart(ground, region, bus, names(ground, patterns)));
        return parts;
    }
}
