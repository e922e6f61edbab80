package io.keycanary.cli;

import io.keycanary.desk.BrokenLink;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.Account;
import io.keycanary.token.AccountException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Why a path did not tell of a drill. Each pipeline is looked at once. */
final class SilentPaths {
    private final Workplace work;
    private final Supplier<PipelineBuilder> builder;
    private final Map<Located, List<Link>> looked = new HashMap<>();

    SilentPaths(Workplace work, Supplier<PipelineBuilder> builder) {
        this.work = work;
        this.builder = builder;
    }

    /** For each silent path the first broken part on it. */
    List<DrillPages.Missing> of(DrillRun run) {
        if (run.state() != DrillRun.State.MISSING || run.token.account() instanceof Account.LocalAccount) {
            return List.of();
        }
        List<Located> pipelines = work.pipelines().in(run.token.account());
        return run.missing().stream()
                .map(path -> new DrillPages.Missing(path, why(path, pipelines)))
                .toList();
    }

    private String why(DetectionPath path, List<Located> pipelines) {
        try {
            for (Located where : pipelines) {
                Optional<Link> broken = BrokenLink.of(path, looked.computeIfAbsent(where, this::parts));
                if (broken.isPresent()) {
                    return broken.get().part() + ": "
                            + (broken.get().detail().isEmpty()
                                    ? "it is missing"
                                    : broken.get().detail())
                            + "; see `keycanary pipeline apply`";
                }
            }
        } catch (AccountException e) {
            return "the pipeline cannot be looked at: " + e.getMessage();
        }
        return "every part of the pipeline is as it should be; does `keycanary serve` run with this database, and what does"
                + " `keycanary doctor` say?";
    }

    private List<Link> parts(Located where) {
        Blueprint blueprint = PipelineOptions.blueprint(work, where);
        return builder.get().look(where.account(), blueprint, where.pipeline().choice());
    }
}
