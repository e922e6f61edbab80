package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.tool.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tools themselves read what was planted; each case is skipped where its tool is missing. */
class RealToolsTest {
    @TempDir
    private Path folder;

    private final Planter planter = new Planter();

    @Test
    void awsCli_profileInAnAwsFolder_readsKeyRegionAndEndpoint() throws IOException, InterruptedException {
        Tool.require("aws", "--version");
        TestKeys.write(
                folder.resolve("credentials"), "# mine\r\n[other]\r\naws_access_key_id=x\r\naws_secret_access_key=y");
        TestKeys.write(folder.resolve("config"), "[default]\nregion = us-west-1");

        planter.plant(PlantRequest.of(Format.AWS_HOME, folder, TestKeys.LOCAL).withProfile("backup"));

        assertThat(aws("get", "aws_access_key_id")).isEqualTo(TestKeys.ID);
        assertThat(aws("get", "aws_secret_access_key")).isEqualTo(TestKeys.SECRET);
        assertThat(aws("get", "region")).isEqualTo("eu-central-1");
        assertThat(aws("get", "endpoint_url")).isEqualTo("http://127.0.0.1:9443");
        assertThat(aws("list")).contains("QBTA").contains("shared-credentials-file");
    }

    @Test
    void awsCli_profileInTheConfigFileAlone_readsTheKey() throws IOException, InterruptedException {
        Tool.require("aws", "--version");
        planter.plant(PlantRequest.of(Format.AWS_CONFIG, folder.resolve("config"), TestKeys.LOCAL)
                .withProfile("backup"));

        assertThat(aws("get", "aws_secret_access_key")).isEqualTo(TestKeys.SECRET);
        assertThat(aws("get", "endpoint_url")).isEqualTo("http://127.0.0.1:9443");
    }

    @Test
    void shell_exports_setTheVariables() throws IOException, InterruptedException {
        Tool.require("sh", "-c", "true");
        Path file = TestKeys.write(folder.resolve("env.sh"), "#!/bin/sh\nset -e\nA=1");
        planter.plant(PlantRequest.of(Format.SHELL, file, TestKeys.KEY).withVariables("AWS_PROD_API_KEY", null));

        assertThat(output("sh", "-c", ". \"$0\"; echo $AWS_PROD_API_KEY $AWS_PROD_API_SECRET", file.toString()))
                .isEqualTo(TestKeys.ID + " " + TestKeys.SECRET);
    }

    @Test
    void bash_userData_isValid() throws IOException, InterruptedException {
        Tool.require("bash", "--version");
        Path file = folder.resolve("user-data.sh");
        planter.plant(PlantRequest.of(Format.EC2_USER_DATA, file, TestKeys.KEY));

        assertThat(output("bash", "-n", file.toString())).isEmpty();
    }

    @Test
    void terraform_variables_areValid() throws IOException, InterruptedException {
        Tool.skipWithout("terraform", "version");
        Path file = TestKeys.write(folder.resolve("terraform.tfvars"), "list = [\n  1,\n]\ntext = <<EOT\nx\nEOT\n");
        planter.plant(PlantRequest.of(Format.TFVARS, file, TestKeys.LOCAL));

        assertThat(output("terraform", "fmt", "-check", "-diff", file.toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"S3CFG", "RCLONE", "BOTO", "AWS_CREDENTIALS"})
    void python_iniReader_findsTheKey(Format format) throws IOException, InterruptedException {
        Tool.require("python3", "--version");
        Path file = TestKeys.write(folder.resolve("file"), "# c\n[other]\na = b\n");
        planter.plant(PlantRequest.of(format, file, TestKeys.LOCAL));
        String script = """
                import configparser, sys
                ini = configparser.ConfigParser()
                ini.read(sys.argv[1])
                print([v for s in ini.sections() for v in ini[s].values()], ini.defaults())
                """;

        assertThat(output("python3", "-c", script, file.toString())).contains(TestKeys.ID, TestKeys.SECRET);
    }

    private String aws(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 4];
        System.arraycopy(new String[] {"aws", "configure", "--profile", "backup"}, 0, command, 0, 4);
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return output(command);
    }

    private String output(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString());
        environment.put("AWS_CONFIG_FILE", folder.resolve("config").toString());
        environment.put("TF_CLI_CONFIG_FILE", "/dev/null");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text.strip();
    }
}
