package io.keycanary.aws;

import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.RuleChoice;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;

/**
 * Whether a bus takes all rules that are planned for it. It is looked at before anything is made: AWS would refuse the
 * rule that is one too many, with half of them there. What is there already fits, whatever the limit was thought to be.
 */
final class RuleRoomPart extends Part {
    private final Ground ground;
    private final EventBridgeClient events;
    private final String region;
    private final String bus;
    private final Set<String> planned;

    RuleRoomPart(Ground ground, String region, String bus, Set<String> planned) {
        super("room for rules " + region + "/" + bus);
        this.ground = ground;
        this.events = ground.events(region);
        this.region = region;
        this.bus = bus;
        this.planned = Set.copyOf(planned);
    }

    private Set<String> there() {
        try {
            Set<String> names = new HashSet<>();
            RulesPart.all(events, r -> r.eventBusName(bus)).map(Rule::name).forEach(names::add);
            return names;
        } catch (ResourceNotFoundException e) {
            return Set.of();
        }
    }

    @Override
    Link look() {
        RuleChoice choice = ground.choice().rules();
        Set<String> all = there();
        long others = all.stream().filter(name -> !planned.contains(name)).count();
        all = new HashSet<>(all);
        boolean complete = !all.addAll(planned);
        String numbers = planned.size() + " rules are planned beside " + others + " others, and the bus takes "
                + choice.limit(region) + ": " + choice.remedy();
        if (!complete && all.size() > choice.limit(region)) {
            return full(numbers);
        }
        return choice.isNear(region, all.size()) ? waiting(numbers) : good();
    }

    @Override
    void make() {
        // never missing or wrong: AWS makes room, when somebody asks
    }

    @Override
    @Nullable
    String remove() {
        return null;
    }
}
