package io.keycanary.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.keycanary.pipeline.Blueprint.Subscriber;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.PipelineRegister;
import io.keycanary.pipeline.RuleChoice;
import io.keycanary.pipeline.Site;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

record SqlPipelines(Session session) implements PipelineRegister {
    private static final TypeReference<List<String>> WORDS = new TypeReference<>() {};

    @Override
    public void put(InstalledPipeline pipeline) {
        Site site = pipeline.site();
        Choice choice = pipeline.choice();
        session.execute(
                "insert into pipelines (account, name, region_group, home_region, other_regions, subscribers, classic, fast,"
                        + " adopt, second_trail, data_events, rules_by_path, rule_quota, applied_at) values ("
                        + Session.marks(14)
                        + ")"
                        + " on conflict (account, name) do update set region_group = excluded.region_group,"
                        + " home_region = excluded.home_region, other_regions = excluded.other_regions,"
                        + " subscribers = excluded.subscribers, classic = excluded.classic, fast = excluded.fast,"
                        + " adopt = excluded.adopt, second_trail = excluded.second_trail,"
                        + " data_events = excluded.data_events, rules_by_path = excluded.rules_by_path,"
                        + " rule_quota = excluded.rule_quota,"
                        + " applied_at = excluded.applied_at",
                site.accountId(),
                site.name(),
                site.partition(),
                site.homeRegion(),
                Json.write(site.otherRegions()),
                Json.write(pipeline.subscribers().stream()
                        .map(one -> one.protocol() + ":" + one.endpoint())
                        .toList()),
                choice.classic(),
                choice.fast(),
                choice.adopt(),
                choice.secondTrail(),
                choice.dataEvents(),
                choice.rules().byPath(),
                choice.rules().quota(),
                pipeline.appliedAt());
    }

    @Override
    public Optional<InstalledPipeline> find(String accountId, String name) {
        return session.one(
                SqlPipelines::read, "select * from pipelines where account = ? and name = ?", accountId, name);
    }

    /** Sorted here: databases differ in how they sort text. */
    @Override
    public List<InstalledPipeline> all() {
        return session.list(SqlPipelines::read, "select * from pipelines").stream()
                .sorted(Comparator.comparing((InstalledPipeline one) ->
                        one.site().accountId() + "/" + one.site().name()))
                .toList();
    }

    @Override
    public void remove(String accountId, String name) {
        session.execute("delete from pipelines where account = ? and name = ?", accountId, name);
    }

    private static InstalledPipeline read(Row row) throws SQLException {
        return new InstalledPipeline(
                new Site(
                        row.text("account"),
                        row.text("region_group"),
                        row.text("home_region"),
                        Json.read(row.text("other_regions"), WORDS),
                        row.text("name")),
                Json.read(row.text("subscribers"), WORDS).stream()
                        .map(Subscriber::parse)
                        .toList(),
                new Choice(
                        row.flag("classic"),
                        row.flag("fast"),
                        row.flag("adopt"),
                        row.flag("second_trail"),
                        row.flag("data_events"),
                        new RuleChoice(row.flag("rules_by_path"), row.number("rule_quota"))),
                row.time("applied_at"));
    }
}
