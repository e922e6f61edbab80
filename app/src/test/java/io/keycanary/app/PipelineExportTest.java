package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PipelineExportTest extends MotoAccount {
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
}
