package io.keycanary.pipeline;

import static io.keycanary.pipeline.JsonText.object;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as one template of CloudFormation for many accounts and regions: a stack set deploys the same text
 * everywhere (CloudFormation user guide, "StackSets concepts"), so the account is a pseudo parameter, and conditions say
 * what is made in which region.
 */
final class StackSet {
    private static final String ACCOUNT = "${AWS::AccountId}";
    private static final String HOME = "Home";
    private static final String ELSEWHERE = "Elsewhere";
    private static final String GLOBAL = "Global";

    private final Blueprint blueprint;
    private final Site site;
    private final List<String> dataPaths;
    private final Map<String, Object> conditions = new LinkedHashMap<>();
    private final Map<String, Object> resources = new LinkedHashMap<>();

    private StackSet(Blueprint blueprint, List<String> dataPaths) {
        this.blueprint = blueprint;
        this.site = blueprint.site();
        this.dataPaths = dataPaths;
    }

    static String template(Blueprint blueprint, List<String> dataPaths) {
        StackSet set = new StackSet(blueprint, dataPaths);
        set.write();
        return JsonText.pretty(object(
                "AWSTemplateFormatVersion",
                "2010-09-09",
                "Description",
                "Pipeline " + blueprint.site().name() + " of each account and region",
                "Conditions",
                set.conditions,
                "Resources",
                set.resources));
    }

    /** The records of global services, and so the rules for them, are in one region. */
    private void write() {
        String global = site.globalRegion();
        boolean apart = site.otherRegions().contains(global);
        conditions.put(HOME, isRegion(site.homeRegion()));
        add(HOME, "", site.homeRegion());
        if (apart) {
            conditions.put(GLOBAL, isRegion(global));
            add(GLOBAL, GLOBAL, global);
        }
        site.otherRegions().stream()
                .filter(region -> !region.equals(global))
                .findFirst()
                .ifPresent(any -> {
                    conditions.put(ELSEWHERE, isElsewhere(apart ? global : null));
                    add(ELSEWHERE, ELSEWHERE, any);
                });
    }

    private static Map<String, Object> isRegion(String region) {
        return object("Fn::Equals", List.of(object("Ref", "AWS::Region"), region));
    }

    private Map<String, Object> isElsewhere(@Nullable String global) {
        Map<String, Object> notHome = object("Fn::Not", List.of(isRegion(site.homeRegion())));
        return global == null
                ? notHome
                : object("Fn::And", List.of(notHome, object("Fn::Not", List.of(isRegion(global)))));
    }

    private void add(String condition, String prefix, String region) {
        CloudFormation.resources(blueprint, region, dataPaths).forEach((id, resource) -> {
            Map<String, Object> conditional = new LinkedHashMap<>();
            conditional.put("Type", resource.get("Type"));
            conditional.put("Condition", condition);
            resource.forEach((member, value) -> conditional.put(member, ofAnyAccount(value)));
            resources.put(prefix + id, conditional);
        });
    }

    private @Nullable Object ofAnyAccount(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((name, member) -> copy.put(String.valueOf(name), ofAnyAccount(member)));
                yield copy;
            }
            case List<?> list -> list.stream().map(this::ofAnyAccount).toList();
            case String text -> ofAnyAccount(text);
            case null -> null;
            default -> value;
        };
    }

    private Object ofAnyAccount(String text) {
        return text.contains(site.accountId()) && !isSubscriber(text)
                ? object("Fn::Sub", text.replace("${", "${!").replace(site.accountId(), ACCOUNT))
                : text;
    }

    /** A subscriber is the same for all accounts, in whatever account it is. */
    private boolean isSubscriber(String text) {
        return blueprint.subscribers().stream().anyMatch(one -> one.endpoint().equals(text));
    }
}
