package io.keycanary.plant;

import io.keycanary.token.Placement;
import io.keycanary.token.Printable;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of place in which a key can be planted. */
public enum Format {
    AWS_CREDENTIALS(
            "aws-credentials",
            Naming.PROFILE,
            Vocabulary.CREDENTIALS,
            "~/.aws/credentials",
            Placement.Kind.HOST,
            "profile of the AWS credentials file"),
    AWS_CONFIG(
            "aws-config",
            Naming.PROFILE,
            Vocabulary.CONFIG,
            "~/.aws/config",
            Placement.Kind.HOST,
            "profile of the AWS config file, with key, region and endpoint"),
    AWS_HOME(
            "aws-home",
            Naming.PROFILE,
            Vocabulary.CONFIG,
            "~/.aws",
            Placement.Kind.HOST,
            "profile in both files of an AWS folder: key in credentials, region and endpoint in config"),
    DOTENV(
            "dotenv",
            Naming.VARIABLE,
            Vocabulary.ENVIRONMENT,
            ".env",
            Placement.Kind.REPOSITORY,
            "NAME=value lines of a .env file"),
    TFVARS(
            "tfvars",
            Naming.VARIABLE,
            Vocabulary.TERRAFORM,
            "terraform.tfvars",
            Placement.Kind.REPOSITORY,
            "Terraform variables"),
    PROPERTIES(
            "properties",
            Naming.VARIABLE,
            Vocabulary.JAVA,
            "application.properties",
            Placement.Kind.REPOSITORY,
            "Java properties"),
    YAML(
            "yaml",
            Naming.BOTH,
            Vocabulary.SNAKE,
            "config.yaml",
            Placement.Kind.REPOSITORY,
            "a key of a YAML file, or outermost variables"),
    JSON(
            "json",
            Naming.BOTH,
            Vocabulary.CAMEL,
            "config.json",
            Placement.Kind.REPOSITORY,
            "an object in a JSON file, or outermost members"),
    SHELL(
            "shell",
            Naming.VARIABLE,
            Vocabulary.ENVIRONMENT,
            "env.sh",
            Placement.Kind.REPOSITORY,
            "export lines of a shell script"),
    DOCKERFILE(
            "dockerfile",
            Naming.VARIABLE,
            Vocabulary.ENVIRONMENT,
            "Dockerfile",
            Placement.Kind.REPOSITORY,
            "ENV lines of a Dockerfile"),
    KUBERNETES_SECRET(
            "kubernetes-secret",
            Naming.BOTH,
            Vocabulary.ENVIRONMENT,
            "secret.yaml",
            Placement.Kind.REPOSITORY,
            "manifest of a Kubernetes Secret"),
    S3CFG("s3cfg", Naming.NONE, Vocabulary.S3CMD, "~/.s3cfg", Placement.Kind.HOST, "settings of s3cmd"),
    RCLONE(
            "rclone",
            Naming.PROFILE,
            Vocabulary.RCLONE,
            "~/.config/rclone/rclone.conf",
            Placement.Kind.HOST,
            "remote of rclone"),
    BOTO("boto", Naming.NONE, Vocabulary.CREDENTIALS, "~/.boto", Placement.Kind.HOST, "credentials of boto and gsutil"),
    COMMENT(
            "comment",
            Naming.VARIABLE,
            Vocabulary.ENVIRONMENT,
            null,
            Placement.Kind.REPOSITORY,
            "commented-out lines in an existing source file"),
    GITHUB_ACTIONS(
            "github-actions",
            Naming.VARIABLE,
            Vocabulary.ENVIRONMENT,
            ".github/workflows/deploy.yml",
            Placement.Kind.CI,
            "env of a GitHub Actions workflow"),
    GITLAB_CI(
            "gitlab-ci",
            Naming.VARIABLE,
            Vocabulary.ENVIRONMENT,
            ".gitlab-ci.yml",
            Placement.Kind.CI,
            "variables of a GitLab pipeline"),
    JENKINS(
            "jenkins",
            Naming.VARIABLE,
            Vocabulary.ENVIRONMENT,
            "Jenkinsfile",
            Placement.Kind.CI,
            "environment of a declarative Jenkins pipeline"),
    ENVIRONMENT(
            "environment",
            Naming.VARIABLE,
            Vocabulary.ENVIRONMENT,
            "deploy.env",
            Placement.Kind.CI,
            "NAME=value lines to paste into any CI system"),
    EC2_USER_DATA(
            "ec2-user-data",
            Naming.PROFILE,
            Vocabulary.CREDENTIALS,
            "user-data.sh",
            Placement.Kind.HOST,
            "start script of an EC2 instance that writes a credentials file"),
    CLOUD_INIT(
            "cloud-init",
            Naming.PROFILE,
            Vocabulary.CREDENTIALS,
            "cloud-config.yaml",
            Placement.Kind.HOST,
            "cloud-init document that writes a credentials file");

    private enum Naming {
        NONE,
        PROFILE,
        VARIABLE,
        BOTH
    }

    private final String label;
    private final Naming naming;
    private final Vocabulary vocabulary;
    private final @Nullable String usualFile;
    private final Placement.Kind kind;
    private final String description;

    Format(
            String label,
            Naming naming,
            Vocabulary vocabulary,
            @Nullable String usualFile,
            Placement.Kind kind,
            String description) {
        this.label = label;
        this.naming = naming;
        this.vocabulary = vocabulary;
        this.usualFile = usualFile;
        this.kind = kind;
        this.description = description;
    }

    /** The format with this label. */
    public static Format labelled(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst()
                .orElseThrow(() -> PlantException.badRequest("there is no format \"" + Printable.line(label)
                        + "\"; there are "
                        + Arrays.stream(values()).map(Format::label).collect(Collectors.joining(", "))));
    }

    /** Its name on the command line, in REST and in a placement. */
    public String label() {
        return label;
    }

    /** What it is, in a few words. */
    public String description() {
        return description;
    }

    /** Where such a file usually is, relative to the home folder ({@code ~/}) or to a project; null when anywhere. */
    public @Nullable String usualFile() {
        return usualFile;
    }

    /** The kind of place it makes. */
    public Placement.Kind kind() {
        return kind;
    }

    /** Whether a profile can be named. */
    public boolean takesProfile() {
        return naming == Naming.PROFILE || naming == Naming.BOTH;
    }

    /** Whether variables can be named. */
    public boolean takesVariable() {
        return naming == Naming.VARIABLE || naming == Naming.BOTH;
    }

    /** Whether AWS tools that read it under its usual names send their requests to the endpoint named in it. */
    public boolean carriesEndpoint() {
        return switch (this) {
            case AWS_CONFIG, AWS_HOME, RCLONE, S3CFG -> true;
            case DOTENV, SHELL, DOCKERFILE, KUBERNETES_SECRET, ENVIRONMENT, GITHUB_ACTIONS, GITLAB_CI, JENKINS -> true;
            default -> false;
        };
    }

    /** Whether it is of no use without the lines around it. */
    boolean comesWhole() {
        return this == EC2_USER_DATA || this == CLOUD_INIT;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Files that their tools make readable by their owner alone. */
    boolean ownerOnly() {
        return switch (this) {
            case AWS_CREDENTIALS, AWS_CONFIG, AWS_HOME, S3CFG, RCLONE, BOTO -> true;
            default -> false;
        };
    }

    /** What the format calls a key when the user does not; null leaves it to the key. */
    @Nullable
    String usualProfile() {
        return this == YAML || this == JSON ? "aws" : null;
    }
}
