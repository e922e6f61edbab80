package io.keycanary.plant;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Files as people have them, for every format. */
final class GivenFiles {
    /** A format with a file that it can be planted in. */
    record Given(Format format, String name, String text) {}

    private GivenFiles() {}

    static Arbitrary<Given> all() {
        return Arbitraries.oneOf(ofLines(), jsonFiles(), yamlFiles(), pipelines(), dockerfiles());
    }

    static Arbitrary<Given> ofLines() {
        Arbitrary<Given> shapes = Arbitraries.of(
                new Given(
                        Format.AWS_CREDENTIALS, "credentials", "[other]\naws_access_key_id=x\naws_secret_access_key=y"),
                new Given(Format.AWS_CONFIG, "config", "[profile other]\nregion = us-east-1\ns3 =\n  max_retries = 3"),
                new Given(Format.DOTENV, ".env", "A=1\nB='two words'\nexport C=3"),
                new Given(Format.TFVARS, "terraform.tfvars", "region = \"x\"\nlist = [\n  1,\n]"),
                new Given(Format.PROPERTIES, "application.properties", "a.b=c\nd: e\nf=g\\\n  h\nlast=1"),
                new Given(Format.SHELL, "env.sh", "#!/bin/sh\nset -e\nif true; then\n  export A=1\nfi"),
                new Given(Format.S3CFG, ".s3cfg", "[other]\nx = y"),
                new Given(Format.RCLONE, "rclone.conf", "[drive]\ntype = drive\ntoken = {\"a\":1}"),
                new Given(Format.BOTO, ".boto", "[Boto]\nnum_retries = 3"),
                new Given(Format.COMMENT, "Main.java", "class Main {\n}"),
                new Given(Format.COMMENT, "main.py", "def f():\n    pass"),
                new Given(Format.COMMENT, "schema.sql", "select 1;"),
                new Given(Format.COMMENT, "pom.xml", "<a>\n</a>"),
                new Given(Format.EC2_USER_DATA, "user-data.sh", "#!/bin/bash\necho hi"),
                new Given(Format.ENVIRONMENT, "deploy.env", "X=1"));
        return varied(shapes);
    }

    private static Arbitrary<Given> yamlFiles() {
        return varied(
                Arbitraries.of(
                        new Given(Format.YAML, "c.yaml", "a: 1\nb:\n  - x\n  - y: z\n"),
                        new Given(Format.YAML, "c.yaml", "---\n# only\nlist:\n- 1\n- 2\nq: 'it''s'\n"),
                        new Given(Format.YAML, "c.yaml", "text: |\n  # no comment\n  a: b\n\n  end\n"),
                        new Given(Format.YAML, "c.yaml", "\"quoted key\": {a: [1, 2]}\nurl: http://x/y#z\n"),
                        new Given(Format.YAML, "c.yaml", "a: 1\n---\nb: 2\n"),
                        new Given(
                                Format.KUBERNETES_SECRET,
                                "s.yaml",
                                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n"),
                        new Given(Format.CLOUD_INIT, "u.yaml", "#cloud-config\npackages:\n  - jq\n"),
                        new Given(
                                Format.CLOUD_INIT,
                                "u.yaml",
                                "#cloud-config\nwrite_files:\n- path: /a\n  content: x\nruncmd: [ls]\n"),
                        new Given(
                                Format.CLOUD_INIT,
                                "u.yaml",
                                "#cloud-config\nwrite_files:\n    - path: /a\n      content: |\n        x\n")),
                "\n");
    }

    private static Arbitrary<Given> pipelines() {
        return varied(
                Arbitraries.of(
                        new Given(
                                Format.GITHUB_ACTIONS,
                                "d.yml",
                                "name: x\non: push\n# about jobs\njobs:\n  a:\n    runs-on: u\n"),
                        new Given(
                                Format.GITHUB_ACTIONS,
                                "d.yml",
                                "on:\n  push:\nenv:\n    # mine\n    A: b\njobs:\n  a:\n    env:\n      Z: 1\n"),
                        new Given(
                                Format.GITHUB_ACTIONS,
                                "d.yml",
                                "jobs:\n  a:\n    run: |\n      env:\n        B: c\nenv: # all\n"),
                        new Given(Format.GITLAB_CI, ".gitlab-ci.yml", "# head\n\nstages: [a]\n\nb:\n  script: [ls]\n"),
                        new Given(
                                Format.GITLAB_CI,
                                ".gitlab-ci.yml",
                                "variables:\n  A: \"1\"\nb:\n  script:\n    - ls\n"),
                        new Given(
                                Format.JENKINS,
                                "Jenkinsfile",
                                "pipeline {\n  agent any\n  stages {\n    stage('a') { steps { sh 'x' } }\n  }\n}\n"),
                        new Given(
                                Format.JENKINS,
                                "Jenkinsfile",
                                "/*\nenvironment {\n*/\npipeline {\n\tagent any\n\tenvironment {\n\t\tA = 'b'\n\t}\n\tstages {\n\t}\n}\n")),
                "\n");
    }

    private static Arbitrary<Given> dockerfiles() {
        return varied(Arbitraries.of(
                new Given(Format.DOCKERFILE, "Dockerfile", "FROM a AS b\nRUN x \\\n  FROM y\nFROM c\nRUN z\n"),
                new Given(Format.DOCKERFILE, "Dockerfile", "ARG V=1\nfrom a:$V\nRUN <<EOF\nFROM x\nEOF\nCMD [\"y\"]\n"),
                new Given(Format.DOCKERFILE, "Dockerfile", "FROM only")));
    }

    private static Arbitrary<Given> jsonFiles() {
        Arbitrary<String> values = Arbitraries.of(
                "1",
                "\"a}b\"",
                "[1, {\"x\": 2}]",
                "{ }",
                "null",
                "{\"aws2\": {\"k\": \"\\\"\"}}",
                "-1.5e3",
                "\"\u00C3\u00A4\"");
        Arbitrary<String> space = Arbitraries.of("", " ", "\n", "\n  ", "\r\n\t", "\n\n    ");
        return Combinators.combine(values.list().ofMaxSize(4), space, space, Arbitraries.of("", "\n", "\r\n", " "))
                .as((members, open, close, end) ->
                        new Given(Format.JSON, "config.json", object(members, open, close) + end));
    }

    private static String object(List<String> members, String open, String close) {
        StringBuilder text = new StringBuilder("{").append(open);
        for (int i = 0; i < members.size(); i++) {
            text.append(i == 0 ? "" : "," + open)
                    .append("\"k")
                    .append(i)
                    .append("\":")
                    .append(members.get(i));
        }
        return text.append(close).append('}').toString();
    }

    private static Arbitrary<Given> varied(Arbitrary<Given> shapes) {
        return varied(shapes, "");
    }

    /** Line ends, byte order marks, comments with odd bytes, and endings with and without a line end. */
    private static Arbitrary<Given> varied(Arbitrary<Given> shapes, String end) {
        Arbitrary<String> newline = Arbitraries.of("\n", "\r\n");
        Arbitrary<String> ending =
                end.isEmpty() ? Arbitraries.of("", "\n", "\n\n", "\n\n\n") : Arbitraries.of("", "\n", "\n\n");
        Arbitrary<Boolean> odd = Arbitraries.of(true, false);
        return Combinators.combine(shapes, newline, ending, odd).as((shape, feed, last, strange) -> {
            boolean hash = !List.of(Format.COMMENT, Format.JENKINS).contains(shape.format());
            String comment =
                    strange && hash && !shape.text().startsWith("#") ? "# caf\u00E9 \u00C3\u00A4 \u00FF\n" : "";
            boolean yaml = shape.name().matches(".*\\.ya?ml");
            return new Given(
                    shape.format(),
                    shape.name(),
                    ((yaml ? comment.replaceAll("[^\\n -~]", "") : comment) + shape.text() + last).replace("\n", feed));
        });
    }
}
