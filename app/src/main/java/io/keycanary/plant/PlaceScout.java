package io.keycanary.plant;

import io.keycanary.token.Placement;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proposes places for a folder by what really lies there, so that a key stands where others of its kind would. Reads names
 * of files and section headings, and writes nothing.
 */
public final class PlaceScout {
    private static final int DEPTH = 5;
    private static final int MOST_FILES = 20_000;
    private static final Set<String> ELSEWHERE = Set.of(
            ".git", "node_modules", "target", "build", "dist", "vendor", ".venv", "venv", ".terraform", ".cache");
    private static final Pattern SECTION = Pattern.compile("(?m)^\\s*\\[\\s*(?:profile\\s+)?([\\w.@+-]+)\\s*\\]");

    /** Names that nothing reads by itself, unlike AWS_ACCESS_KEY_ID: the owner's own tools must not use the key. */
    private static final List<String> VARIABLES =
            List.of("--variable", "AWS_BACKUP_ACCESS_KEY_ID", "--secret-variable", "AWS_BACKUP_SECRET_ACCESS_KEY");

    private static final List<String> TERRAFORM_VARIABLES =
            List.of("--variable", "backup_access_key", "--secret-variable", "backup_secret_key");

    private final Path root;
    private final List<Path> files = new ArrayList<>();
    private final List<Suggestion> found = new ArrayList<>();
    private String careful = "";

    private PlaceScout(Path root) {
        this.root = root;
    }

    /**
     * Places in a folder of a project.
     *
     * @param kinds REPOSITORY, CI, or both
     * @throws PlantException when it is no folder, or cannot be listed
     */
    public static List<Suggestion> project(Path folder, Set<Placement.Kind> kinds) {
        PlaceScout scout = new PlaceScout(folder);
        scout.list();
        scout.remotes();
        if (kinds.contains(Placement.Kind.REPOSITORY)) {
            scout.repository();
        }
        if (kinds.contains(Placement.Kind.CI)) {
            scout.ci();
        }
        return scout.found;
    }

    /** Places in the home folder of a user of a host. */
    public static List<Suggestion> host(Path home) {
        PlaceScout scout = new PlaceScout(home);
        scout.home();
        return scout.found;
    }

    private void list() {
        if (!Files.isDirectory(root)) {
            throw PlantException.badRequest(root + " is no folder");
        }
        try {
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = !folder.equals(root) && ELSEWHERE.contains(String.valueOf(folder.getFileName()));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return files.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // what may not be read is no place either
                }
            });
        } catch (IOException e) {
            throw PlantException.failed(root + " cannot be listed: " + e.getMessage(), e);
        }
        files.sort(null);
    }

    private void remotes() {
        List<String> open = PlaceLook.publicRemotes(root.resolve("x"));
        if (!open.isEmpty()) {
            careful = "the remote " + open.getFirst()
                    + ", where repositories may be public: a key that is pushed there is"
                    + " found by AWS and by strangers within minutes";
        }
    }

    private Optional<Path> first(Predicate<String> name) {
        return files.stream()
                .filter(file -> name.test(String.valueOf(file.getFileName())))
                .findFirst();
    }

    private static Predicate<String> called(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private void repository() {
        first(called(".+\\.tfvars"))
                .ifPresentOrElse(
                        file -> add(
                                Format.TFVARS, file, TERRAFORM_VARIABLES, "Terraform takes its variables from here"),
                        () -> first(called(".+\\.tf"))
                                .ifPresent(file -> add(
                                        Format.TFVARS,
                                        file.resolveSibling("terraform.tfvars"),
                                        TERRAFORM_VARIABLES,
                                        file.getFileName()
                                                + " lies beside it, and Terraform reads this file by itself")));
        first(called("\\.env(\\.(local|prod|production|staging))?"))
                .ifPresentOrElse(
                        file -> add(Format.DOTENV, file, VARIABLES, "an environment file is here already"),
                        () -> first(called("(docker-)?compose.*\\.ya?ml|package\\.json|manage\\.py|Procfile|Gemfile"))
                                .ifPresent(file -> add(
                                        Format.DOTENV,
                                        file.resolveSibling(".env"),
                                        VARIABLES,
                                        "projects with " + file.getFileName() + " have one")));
        first(called("application.*\\.properties"))
                .ifPresent(file -> add(
                        Format.PROPERTIES,
                        file,
                        List.of("--variable", "backup.aws.access-key", "--secret-variable", "backup.aws.secret-key"),
                        "settings of a Java service are here"));
        first(called("(application|values|config|settings).*\\.ya?ml"))
                .ifPresent(file -> add(Format.YAML, file, List.of("--profile", "backup"), "settings are here"));
        first(called("(deployment|service|ingress|kustomization).*\\.ya?ml"))
                .ifPresent(file -> add(
                        Format.KUBERNETES_SECRET,
                        file.resolveSibling("secret.yaml"),
                        List.of("--profile", "backup-credentials"),
                        file.getFileName() + " lies beside it: manifests of Kubernetes are here"));
        first(called("Dockerfile.*"))
                .ifPresent(file -> add(Format.DOCKERFILE, file, VARIABLES, "an image is built from here"));
        first(called(".*(backup|deploy|upload|sync).*\\.sh"))
                .ifPresent(file -> add(Format.SHELL, file, VARIABLES, "a script that moves things to other places"));
    }

    private void ci() {
        files.stream()
                .filter(file -> String.valueOf(file.getParent()).endsWith(".github/workflows")
                        && file.toString().matches(".*\\.ya?ml"))
                .findFirst()
                .ifPresent(file -> add(Format.GITHUB_ACTIONS, file, VARIABLES, "a workflow of GitHub Actions"));
        first(called("\\.gitlab-ci\\.yml"))
                .ifPresent(file -> add(Format.GITLAB_CI, file, VARIABLES, "the pipeline of GitLab"));
        first(called("Jenkinsfile")).ifPresent(file -> add(Format.JENKINS, file, VARIABLES, "the pipeline of Jenkins"));
    }

    private void home() {
        Path credentials = root.resolve(".aws/credentials");
        if (Files.isRegularFile(credentials)) {
            Set<String> taken = sections(credentials);
            add(
                    Format.AWS_CREDENTIALS,
                    credentials,
                    List.of("--profile", free(taken)),
                    "real profiles stand there (" + taken.size() + "), and an intruder takes them all");
        } else {
            add(
                    Format.AWS_HOME,
                    root.resolve(".aws"),
                    List.of("--profile", "backup"),
                    "every intruder looks here first, and nothing is here yet");
        }
        Path rclone = root.resolve(".config/rclone/rclone.conf");
        if (Files.isRegularFile(rclone)) {
            add(
                    Format.RCLONE,
                    rclone,
                    List.of("--profile", free(sections(rclone))),
                    "remotes of rclone stand there already");
        }
        if (Files.isRegularFile(root.resolve(".docker/config.json")) && Files.isRegularFile(credentials)) {
            add(
                    Format.AWS_CREDENTIALS,
                    credentials,
                    List.of("--profile", "ecr-pull"),
                    "this host pulls images (.docker/config.json), for which ECR wants a key of AWS");
        }
        if (Files.isRegularFile(root.resolve(".bashrc")) && Files.isDirectory(root.resolve("bin"))) {
            add(Format.SHELL, root.resolve("bin/backup-env.sh"), VARIABLES, "scripts of this user are in bin");
        }
    }

    /** As the profiles beside it are called, and not one of them. */
    private static String free(Set<String> taken) {
        String stem = taken.stream()
                .filter(name -> name.matches("[a-z]+[-_](prod|dev|staging|test).*"))
                .findFirst()
                .map(name -> name.replaceAll("[-_].*", ""))
                .orElse("");
        for (String name : List.of("backup", "backup-prod", "archive", "deploy", "legacy-prod")) {
            String whole = stem.isEmpty() ? name : stem + "-" + name;
            if (!taken.contains(whole)) {
                return whole;
            }
        }
        return "backup-" + (taken.size() + 1);
    }

    private static Set<String> sections(Path file) {
        try {
            Set<String> names = new TreeSet<>();
            Matcher section =
                    SECTION.matcher(Document.of(Files.readAllBytes(file)).text());
            while (section.find()) {
                names.add(section.group(1));
            }
            return names;
        } catch (IOException e) {
            throw PlantException.failed(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void add(Format format, Path target, List<String> options, String why) {
        found.add(new Suggestion(format, target, options, why, careful));
    }
}
