package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import io.keycanary.tool.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PipelineExportTest extends MotoAccount {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Program withAccount() throws IOException, InterruptedException {
        profile("prod", "*");
        assertThat(add("prod").code()).isEqualTo(Exit.OK);
        return program();
    }

    private static Program.Result export(Program program, String language, String... more) {
        String[] line = new String[6 + more.length];
        System.arraycopy(new String[] {"pipeline", "export", "--account", "prod", "--as", language}, 0, line, 0, 6);
        System.arraycopy(more, 0, line, 6, more.length);
        return program.run(line);
    }

    @Test
    void export_writesWhatTheRegisterHolds() throws IOException, InterruptedException {
        Program program = withAccount();
        String token = """
                [{"id":"a","accessKeyIds":["AKIARZPUZDIKGB2VALC4"],"principalId":"AIDARZPUZDIKGB2VALC4X",
                  "userArn":"arn:aws:iam::123456789012:user/batch/a"},
                 {"id":"b","accessKeyIds":["AKIATCKAR7JTFARFARFA"],"principalId":"AIDATCKAR7JTFARFARFAX",
                  "userArn":"arn:aws:iam::210987654321:user/b"}]
                """;
        java.nio.file.Files.write(folder.resolve("t.json"), token.getBytes(StandardCharsets.UTF_8));
        assertThat(program.run("token", "import", folder.resolve("t.json").toString())
                        .code())
                .isEqualTo(Exit.OK);
        for (String language :
                new String[] {"sigma", "cloudwatch-insights", "athena", "splunk", "terraform", "CloudFormation"}) {
            Program.Result result = export(program, language);
            assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
            assertThat(result.out())
                    .contains("AKIARZPUZDIKGB2VALC4", "AIDARZPUZDIKGB2VALC4X", ":user/batch/")
                    .doesNotContain("AKIATCKAR7JTFARFARFA");
        }
        String home = new ObjectMapper()
                .readTree(export(program, "cloudformation").out())
                .get("Description")
                .asText();
        assertThat(home).isEqualTo("Pipeline activity-watch in us-east-1");
    }

    @Test
    void export_ofAnUnknownLanguageRegionAccountOrName_isRefused() throws IOException, InterruptedException {
        Program program = withAccount();
        assertThat(export(program, "kql").err()).contains("\"kql\"", "cloudwatch-insights");
        assertThat(export(program, "cloudformation", "--stack-region", "eu-west-1")
                        .err())
                .contains("--region");
        assertThat(export(program, "cloudformation", "--name", "Key_Canary").err())
                .contains("Key_Canary");
        assertThat(export(program, "athena", "--table", "a b").code()).isEqualTo(Exit.USAGE);
        assertThat(program.run("pipeline", "export", "--account", "none", "--as", "sigma")
                        .code())
                .isEqualTo(Exit.USAGE);
    }

    /** A template that was deployed is the pipeline that apply makes: status finds every part as it should be. */
    @Test
    void cloudFormation_deployedInMotoAndAStandIn_isThePipeline() throws Exception {
        Tool.skipWithout("aws", "--version");
        Program program = withAccount();
        moto().allowEverything();
        try (PipelineAccount account = new PipelineAccount(url())) {
            for (String region : List.of("us-east-1", "eu-west-1")) {
                Path template = folder.resolve(region + ".json");
                Files.writeString(
                        template,
                        export(
                                        program,
                                        "cloudformation",
                                        "--region",
                                        "eu-west-1",
                                        "--stack-region",
                                        region,
                                        "--data-events")
                                .out());
                deploy(template, region);
                if (region.equals("us-east-1")) {
                    Program.Result before = program.run("pipeline", "status", "--account", "prod", "--region", region);
                    assertThat(before.out())
                            .as("moto keeps the policy of the role as the text of a Python object")
                            .contains("role activity-watch-logs: its policy or pattern cannot be read: it is no JSON");
                    assertThat(before.code()).as(before.err()).isEqualTo(Exit.FOUND);
                }
                new TemplateStandIn(account).deploy(JSON.readTree(template.toFile()));
            }
        }
        Program.Result status =
                program.run("pipeline", "status", "--account", "prod", "--region", "eu-west-1", "--data-events");
        assertThat(status.out()).as(status.err()).matches("(\\d+) of \\1 parts are as they should be\n");
        assertThat(program.run(
                                "pipeline",
                                "apply",
                                "--account",
                                "prod",
                                "--region",
                                "eu-west-1",
                                "--data-events",
                                "--yes")
                        .err())
                .contains("nothing to do");
        assertThat(export(program, "terraform").out())
                .as("what apply remembers stays")
                .contains("activity-watch-data");
    }

    private void deploy(Path template, String region) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                "aws",
                "cloudformation",
                "create-stack",
                "--stack-name",
                "watch",
                "--template-body",
                "file://" + template);
        command.command().addAll(List.of("--capabilities", "CAPABILITY_NAMED_IAM", "--region", region));
        command.command().addAll(List.of("--endpoint-url", url().toString()));
        command.environment().put("AWS_ACCESS_KEY_ID", "any");
        command.environment().put("AWS_SECRET_ACCESS_KEY", "any");
        Path output = folder.resolve("output");
        Process process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
