package io.keycanary.aws;

import io.keycanary.pipeline.PipelineBuilder.Link;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ListRulesRequest;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** The rules of a bus that are ours and no longer planned, because tokens came or went. */
final class RulesPart extends Part {
    static final String DEFAULT = "default";

    private final Ground ground;
    private final EventBridgeClient events;
    private final String bus;
    private final Set<String> planned;

    RulesPart(Ground ground, String region, String bus, Set<String> planned) {
        super("rules " + region + "/" + bus + " no longer planned");
        this.ground = ground;
        this.events = ground.events(region);
        this.bus = bus;
        this.planned = Set.copyOf(planned);
    }

    private List<Rule> ours() {
        try {
            return all(events, r -> r.namePrefix(ground.site().name() + "-").eventBusName(bus))
                    .filter(rule -> RulePart.ours(ground, events, rule.arn()))
                    .toList();
        } catch (ResourceNotFoundException e) {
            return List.of();
        }
    }

    /** AWS tells at most 100 at a time, and the SDK has no paginator for them. */
    static Stream<Rule> all(EventBridgeClient events, Consumer<ListRulesRequest.Builder> which) {
        return Stream.iterate(
                        events.listRules(which),
                        Objects::nonNull,
                        page -> page.nextToken() == null
                                ? null
                                : events.listRules(r -> r.applyMutation(which).nextToken(page.nextToken())))
                .flatMap(page -> page.rules().stream());
    }

    private List<Rule> stale() {
        return ours().stream().filter(rule -> !planned.contains(rule.name())).toList();
    }

    @Override
    Link look() {
        List<String> names = stale().stream().map(Rule::name).toList();
        return judged(names.isEmpty() ? null : String.join(", ", names));
    }

    @Override
    void make() {
        stale().forEach(this::delete);
    }

    private void delete(Rule rule) {
        List<String> targets = events.listTargetsByRule(r -> r.rule(rule.name()).eventBusName(bus)).targets().stream()
                .map(Target::id)
                .toList();
        if (!targets.isEmpty()) {
            events.removeTargets(r -> r.rule(rule.name()).eventBusName(bus).ids(targets));
        }
        events.deleteRule(r -> r.name(rule.name()).eventBusName(bus));
    }

    @Override
    @Nullable
    String remove() {
        List<Rule> ours = ours();
        ours.forEach(this::delete);
        return ours.isEmpty() ? null : "removed " + ours.size() + " " + name().replace(" no longer planned", "");
    }
}
