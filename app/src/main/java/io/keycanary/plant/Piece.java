package io.keycanary.plant;

import java.nio.file.Path;
import java.util.List;

/**
 * One file of a planting and what goes into it.
 *
 * @param ownerOnly whether a new file is readable by its owner alone
 */
record Piece(Path file, Layout layout, Draft draft, boolean ownerOnly) {

    /** The pieces of a request, in the order in which they are written. */
    static List<Piece> of(PlantRequest request) {
        Format format = request.format();
        Path target = request.target();
        Draft draft = Draft.of(request, format.vocabulary());
        if (format != Format.AWS_HOME) {
            return List.of(new Piece(target, layout(request), draft, format.ownerOnly()));
        }
        Draft key = Draft.of(request, Vocabulary.CREDENTIALS);
        return List.of(
                new Piece(target.resolve("config"), IniSection.SETTINGS, draft, true),
                new Piece(target.resolve("credentials"), IniSection.CREDENTIALS, key, true));
    }

    private static Layout layout(PlantRequest request) {
        boolean named = request.variable() != null;
        return switch (request.format()) {
            case AWS_CREDENTIALS, AWS_HOME -> IniSection.CREDENTIALS;
            case AWS_CONFIG -> IniSection.CONFIG;
            case DOTENV, ENVIRONMENT -> Assignments.DOTENV;
            case TFVARS -> Assignments.TERRAFORM;
            case PROPERTIES -> Assignments.PROPERTIES;
            case SHELL -> Assignments.SHELL;
            case YAML -> new YamlMembers(named);
            case JSON -> new JsonMembers(named);
            case DOCKERFILE -> new DockerfileEnv();
            case KUBERNETES_SECRET -> new KubernetesSecret();
            case S3CFG -> IniSection.S3CFG;
            case RCLONE -> IniSection.RCLONE;
            case BOTO -> IniSection.BOTO;
            case COMMENT -> CommentBlock.in(request.target());
            case GITHUB_ACTIONS -> YamlMapping.GITHUB;
            case GITLAB_CI -> YamlMapping.GITLAB;
            case JENKINS -> new JenkinsEnvironment();
            case EC2_USER_DATA -> new UserDataScript();
            case CLOUD_INIT -> new CloudInitFile();
        };
    }

    /** The edit of a text, or of none. */
    Edit edit(Document current, boolean exists) {
        if (current.binary()) {
            throw PlantException.refused(file + " is a binary file or UTF-16 text: choose a text file");
        }
        if (current.text().contains(draft.id().value())) {
            throw PlantException.refused(file + " holds this key already, nothing was changed");
        }
        Document before = exists ? current : new Document(layout.scaffold());
        try {
            return new Edit(before, layout.insert(before, draft));
        } catch (PlantException refused) {
            throw refused.in(file);
        }
    }

    /** The text around a block, and the block. */
    record Edit(Document before, Insertion insertion) {
        Document after() {
            return insertion.into(before);
        }
    }
}
