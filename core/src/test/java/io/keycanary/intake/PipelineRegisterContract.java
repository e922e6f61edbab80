package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.pipeline.Blueprint.Subscriber;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.RuleChoice;
import io.keycanary.pipeline.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link io.keycanary.pipeline.PipelineRegister} must do. */
public abstract class PipelineRegisterContract extends StoreContract {
    private static final Choice BOTH = new Choice(true, true, false, true, true, new RuleChoice(true, 500));

    private static InstalledPipeline pipeline(String account, String name, Choice choice, String... regions) {
        return new InstalledPipeline(
                new Site(account, "aws-us-gov", "us-gov-west-1", List.of(regions), name),
                List.of(new Subscriber("email", "soc@example.com"), new Subscriber("https", "https://a.example/x?y=1")),
                choice,
                Example.T);
    }

    @Test
    void put_severalAndAgain_eachComesBackWhole() {
        InstalledPipeline second = pipeline("111122223333", "watch", BOTH, "us-gov-east-1", "us-gov-west-2");
        InstalledPipeline first = pipeline("111122223333", "audit", new Choice(false, true, true, false));
        InstalledPipeline third = pipeline("444455556666", "audit", BOTH);
        InstalledPipeline changed = pipeline("111122223333", "watch", new Choice(true, false, false, false));
        ledger.change(stores -> stores.pipelines().put(third));
        ledger.change(stores -> stores.pipelines().put(second));
        ledger.change(stores -> stores.pipelines().put(first));
        check(another(), stores -> {
            assertThat(stores.pipelines().all()).containsExactly(first, second, third);
            assertThat(stores.pipelines().find("111122223333", "watch")).contains(second);
            assertThat(stores.pipelines().find("444455556666", "watch")).isEmpty();
        });
        ledger.change(stores -> stores.pipelines().put(changed));
        check(stores -> assertThat(stores.pipelines().all()).containsExactly(first, changed, third));
    }

    @Test
    void remove_oneOfTwo_otherStays() {
        InstalledPipeline kept = pipeline("111122223333", "kept", BOTH);
        ledger.change(stores -> {
            stores.pipelines().put(kept);
            stores.pipelines().put(pipeline("111122223333", "gone", BOTH));
        });
        ledger.change(stores -> stores.pipelines().remove("111122223333", "gone"));
        ledger.change(stores -> stores.pipelines().remove("111122223333", "never"));
        check(stores -> assertThat(stores.pipelines().all()).containsExactly(kept));
    }

    @Test
    void put_workFails_isUndone() {
        assertThatThrownBy(() -> ledger.change(stores -> {
                    stores.pipelines().put(pipeline("111122223333", "lost", BOTH));
                    throw new IllegalStateException("stop");
                }))
                .isInstanceOf(IllegalStateException.class);
        check(stores -> assertThat(stores.pipelines().all()).isEmpty());
    }
}
