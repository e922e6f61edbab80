package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An account of moto with a token and a pipeline, and a stand-in for its CloudTrail, which is recording. */
abstract class WatchedAccount extends MotoAccount {
    CloudTrailStandIn cloudTrail;

    @BeforeEach
    void accountWithTokenAndPipeline() throws Exception {
        cloudTrail = new CloudTrailStandIn(url());
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        String server = cloudTrail.url().toString();
        good("account", "add", "prod", "--profile", "prod", "--path", "/batch/", "--endpoint-url", server);
        issue("svc-report");
        good("pipeline", "apply", "--account", "prod", "--region", "us-east-1", "--yes");
        cloudTrail.record();
    }

    @AfterEach
    void stopCloudTrail() {
        cloudTrail.close();
    }

    void issue(String name) {
        good("token", "issue", name, "--account", "prod", "--owner", "ann", "--purpose", "trap", "--playbook", "call");
    }

    String good(String... line) {
        Program.Result result = program().run(line);
        assertThat(result.code())
                .as(String.join(" ", line) + ": " + result.err())
                .isEqualTo(Exit.OK);
        return result.out();
    }
}
