package io.keycanary.cli;

import io.keycanary.desk.RegionDesk;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.token.AccountConnector.Regions;
import io.keycanary.token.ManagedAccount;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/** What the verbs have in common that look at the pipeline in an account, or change it. */
abstract class PipelineStep implements Callable<Integer> {
    final Workplace work;
    private final Supplier<PipelineBuilder> builder;
    private final Supplier<RegionDesk> regions;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Mixin
    private PipelineChoice choice = new PipelineChoice();

    PipelineStep(Workplace work, Supplier<PipelineBuilder> builder, Supplier<RegionDesk> regions) {
        this.work = work;
        this.builder = builder;
        this.regions = regions;
    }

    /** Where nobody says in which regions, AWS is asked: one that is left out is one where a use is seen late. */
    final Blueprint blueprint() {
        boolean byPath = choice.rules(options.installed(work).map(InstalledPipeline::choice))
                .byPath();
        if (!options.regionsAreOpen(work)) {
            return options.blueprint(work, List.of(), byPath);
        }
        Regions all = regions.get().of(account());
        work.screen()
                .tell(all.on().size() + " regions are switched on"
                        + (all.off().isEmpty() ? "" : "; off, and not watched: " + String.join(", ", all.off()))
                        + "; name some with --region for less");
        return options.blueprint(work, all.on(), byPath);
    }

    /** How each part stands now. */
    final List<Link> look(Blueprint blueprint) {
        return builder.get().look(account(), blueprint, choice());
    }

    /** The same for the paths that were set up, unless another choice was made. */
    final List<Link> lookAtInstalled(Blueprint blueprint) {
        Choice set = choice.isOpen()
                ? options.installed(work)
                        .map(there -> there.choice().with(choice().rules()))
                        .orElseGet(this::choice)
                : choice();
        return builder.get().look(account(), blueprint, set);
    }

    final void remember(Blueprint blueprint) {
        work.pipelines().installed(blueprint, choice(), work.actor());
    }

    final void apply(Blueprint blueprint) {
        remember(blueprint);
        builder.get().apply(account(), blueprint, choice(), telling());
    }

    final void remove(Blueprint blueprint) {
        boolean whole = !work.pipelines().staysWithout(blueprint.site(), choice());
        builder.get().remove(account(), blueprint, choice(), whole, telling());
        work.pipelines().removed(blueprint.site(), choice(), work.actor());
    }

    private Choice choice() {
        return choice.choice(options.installed(work).map(InstalledPipeline::choice));
    }

    private ManagedAccount account() {
        return options.account(work);
    }

    private Consumer<String> telling() {
        return done -> work.screen().tell(Screen.safe(done));
    }
}
