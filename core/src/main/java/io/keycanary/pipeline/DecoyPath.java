package io.keycanary.pipeline;

import io.keycanary.token.CanaryToken;
import java.util.List;

/** IAM paths in which there are decoys only. */
final class DecoyPath {
    private DecoyPath() {}

    /**
     * The path.
     *
     * @throws IllegalArgumentException when it is no IAM path, is that of all users, or would be a wildcard in a pattern
     */
    static String checked(String path) {
        if (!path.matches("/([!-~]+/)+") || path.length() > 512) {
            throw new IllegalArgumentException("a decoy path is an IAM path that begins and ends with /, such as"
                    + " /svc/ci/, and not / alone, which every user has: \"" + path + "\"");
        }
        if (path.matches(".*[*?$\"\\\\].*")) {
            throw new IllegalArgumentException(
                    "a decoy path with one of *?$\"\\ cannot be written into patterns and policies: \"" + path + "\"");
        }
        return path;
    }

    static boolean anyHolds(List<String> paths, CanaryToken token) {
        return paths.stream().anyMatch(path -> holds(path, token));
    }

    static boolean holds(String path, CanaryToken token) {
        return token.identity().userArn() != null && token.identity().path().startsWith(path);
    }
}
