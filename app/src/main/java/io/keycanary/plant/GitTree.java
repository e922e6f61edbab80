package io.keycanary.plant;

import io.keycanary.token.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One repository: its texts, habits and remotes, and commits made beside the user's work. */
record GitTree(Git git) {

    /** The work tree around a file that need not be there yet. */
    static GitTree around(Path target) {
        Path folder = target.getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw PlantException.badRequest(target + " is in no folder that exists");
        }
        Git.Answer top = new Git(folder, null).ask("rev-parse", "--show-toplevel");
        if (top.exit() != 0 || top.text().isEmpty()) {
            throw PlantException.refused(
                    target + " is in no git work tree: " + top.error().strip());
        }
        GitTree tree = new GitTree(new Git(Path.of(top.text()), null));
        if (!tree.has("HEAD")) {
            throw PlantException.refused(top.text() + " has no commit yet, so a branch of ours would stand out");
        }
        return tree;
    }

    /** The path within the work tree, in git's form. */
    String relative(Path target) {
        Path folder = target.getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw PlantException.badRequest(target + " is in no folder that exists");
        }
        try {
            Path real = folder.toRealPath().resolve(folder.relativize(target));
            Path root = git.workTree().toRealPath();
            if (!real.startsWith(root) || real.equals(root)) {
                throw PlantException.refused(target + " leads out of the work tree " + root);
            }
            return root.relativize(real).toString().replace('\\', '/');
        } catch (IOException e) {
            throw PlantException.failed(target + " cannot be resolved: " + e.getMessage(), e);
        }
    }

    boolean has(String reference) {
        return git.ask("rev-parse", "--verify", "--quiet", reference + "^{commit}")
                        .exit()
                == 0;
    }

    /** The text of a file in a commit, null when it is not there. */
    @Nullable
    Document read(String reference, String path) {
        String entry = git.run("ls-tree", "--full-tree", reference, "--", path);
        if (entry.isEmpty()) {
            return null;
        }
        if (!entry.startsWith("100644 ") && !entry.startsWith("100755 ")) {
            throw PlantException.refused(path + " is a folder, a symbolic link or a submodule: name a plain file");
        }
        Git.Answer blob = git.ask("cat-file", "blob", entry.split("[ \\t]", 4)[2]);
        git.require(blob, "cat-file");
        return blob.document();
    }

    boolean contains(PlantedPart part) {
        Document document = read("HEAD", part.path());
        return document != null && PlantedText.of(document).hasAnchor(part);
    }

    /** Commits one changed file, or its deletion, on top of a parent, through an index of our own. */
    String commit(String parent, String path, @Nullable Document text, String subject) {
        try {
            Path folder = Files.createTempDirectory("git");
            Path index = folder.resolve("index");
            try {
                Git own = new Git(git.workTree(), index);
                own.run("read-tree", parent);
                stage(own, parent, path, text);
                String tree = own.run("write-tree");
                return own.run(commitCommand(tree, parent, subject));
            } finally {
                Files.deleteIfExists(index);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw PlantException.failed("no temporary folder for an index: " + e.getMessage(), e);
        }
    }

    private void stage(Git own, String parent, String path, @Nullable Document text) {
        if (text == null) {
            own.run("update-index", "--force-remove", "--", path);
            return;
        }
        String entry = git.run("ls-tree", "--full-tree", parent, "--", path);
        String mode = entry.startsWith("100755 ") ? "100755" : "100644";
        String blob = own.require(own.ask(text.bytes(), "hash-object", "-w", "--stdin"), "hash-object");
        own.run("update-index", "--add", "--cacheinfo", mode + "," + blob + "," + path);
    }

    /** The plumbing does not look at commit.gpgSign by itself (git-commit-tree). */
    private String[] commitCommand(String tree, String parent, String subject) {
        Stream<String> signing =
                git.ask("config", "--type=bool", "commit.gpgsign").text().equals("true")
                        ? Stream.of("-S")
                        : Stream.empty();
        return Stream.concat(
                        Stream.concat(Stream.of("commit-tree"), signing), Stream.of("-p", parent, "-m", subject, tree))
                .toArray(String[]::new);
    }

    /** The repository's latest subjects and branch names. */
    CommitHabit habit() {
        List<String> subjects = lines(git.run("log", "-n", "20", "--no-merges", "--format=%s", "HEAD"));
        Stream<String> local = lines(git.run("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads")).stream();
        Stream<String> remote = lines(git.run("for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes")).stream();
        return new CommitHabit(subjects, Stream.concat(local, remote).toList());
    }

    void refuseTaken(String branch) {
        if (git.ask("check-ref-format", "--branch", branch).exit() != 0) {
            throw PlantException.badRequest("\"" + Printable.line(branch) + "\" is no name for a branch");
        }
        if (has("refs/heads/" + branch)) {
            throw PlantException.refused("there is a branch " + branch + " already: name another one");
        }
    }

    /** Without a configured author git makes one up from the host, which would stand out. */
    void requireAuthor() {
        if (git.ask("config", "user.email").text().isEmpty()
                && git.ask("config", "author.email").text().isEmpty()) {
            throw PlantException.refused(
                    "no author is configured for " + git.workTree() + ": set user.name and user.email");
        }
    }

    void refusePublic() {
        publicRemotes().stream().findFirst().ifPresent(remote -> {
            throw PlantException.refused(
                    "the remote " + remote + ", where repositories may be public: a key found there is"
                            + " burnt at once. Force it if this one is private");
        });
    }

    /** Remotes on hosts of public repositories, each with its host: an address may hold a password. */
    List<String> publicRemotes() {
        return lines(git.run("remote")).stream()
                .flatMap(remote -> Stream.concat(
                                lines(git.ask("remote", "get-url", "--all", remote)
                                                .text())
                                        .stream(),
                                lines(git.ask("remote", "get-url", "--all", "--push", remote)
                                                .text())
                                        .stream())
                        .filter(RemoteHost::maybePublic)
                        .map(address -> remote + " is at " + RemoteHost.of(address)))
                .distinct()
                .toList();
    }

    boolean checkedOut(String reference) {
        return lines(git.run("worktree", "list", "--porcelain")).contains("branch " + reference);
    }

    /** Remote branches that hold a commit, as far as is known here. */
    List<String> remotesWith(String commit) {
        Git.Answer answer = git.ask("branch", "-r", "--contains", commit, "--format=%(refname:short)");
        return answer.exit() == 0 ? lines(answer.text()) : List.of();
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split("\\R")).filter(line -> !line.isBlank()).toList();
    }
}
