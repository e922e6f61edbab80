package io.keycanary.plant;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Planting as a commit on a branch of its own. Only objects and that branch are written: work tree, index and current
 * branch of the user stay as they are, and no hook runs. Pushing is left to the user.
 */
final class GitPlanting {
    private GitPlanting() {}

    /** What is to be committed. */
    private record Plan(
            GitTree tree, String path, @Nullable Document current, Piece.Edit edit, String branch, String subject) {}

    static Planting preview(PlantRequest request, PlantRequest.Commit how) {
        Plan plan = plan(request, how);
        return planting(request, plan, "");
    }

    static Planting plant(PlantRequest request, PlantRequest.Commit how) {
        Plan plan = plan(request, how);
        String commit = plan.tree().commit("HEAD", plan.path(), plan.edit().after(), plan.subject());
        plan.tree()
                .git()
                .run("update-ref", "-m", "branch: Created from HEAD", "refs/heads/" + plan.branch(), commit, "");
        return planting(request, plan, commit);
    }

    private static Plan plan(PlantRequest request, PlantRequest.Commit how) {
        List<Piece> pieces = Piece.of(request);
        if (pieces.size() > 1) {
            throw PlantException.badRequest("the format " + request.format().label() + " is no place in a repository");
        }
        Path target = request.target().toAbsolutePath().normalize();
        GitTree tree = GitTree.around(target);
        if (!request.force()) {
            tree.refusePublic();
        }
        tree.requireAuthor();
        String path = tree.relative(target);
        Document current = tree.read("HEAD", path);
        if (current == null && request.format() == Format.COMMENT) {
            throw PlantException.refused(
                    path + " is not in the latest commit: a commented-out block needs a source" + " file around it");
        }
        Piece.Edit edit = pieces.getFirst().edit(current == null ? new Document("") : current, current != null);
        CommitHabit habit = tree.habit();
        String name = target.getFileName().toString();
        String branch = how.branch() == null ? habit.branch(name) : how.branch();
        tree.refuseTaken(branch);
        String subject = how.subject() == null ? habit.subject(name, current == null) : how.subject();
        return new Plan(tree, path, current, edit, branch, subject);
    }

    private static Planting planting(PlantRequest request, Plan plan, String commit) {
        PlantedPart part = PlantedPart.of(plan.path(), plan.edit(), plan.current() == null, null);
        String diff = UnifiedDiff.of(
                plan.path(),
                plan.current() != null,
                plan.edit().before(),
                plan.edit().after(),
                plan.edit().insertion().secret());
        String root = plan.tree().git().workTree().toString();
        Planted receipt = new Planted(
                Planted.VERSION,
                request.format().label(),
                List.of(part),
                new Planted.Committed(root, plan.branch(), commit));
        List<String> notes = new ArrayList<>(Notes.on(request));
        notes.add("branch " + plan.branch() + ", commit \"" + plan.subject() + "\": push it for others to find");
        return new Planting(receipt, diff, notes);
    }

    static Sight check(Planted receipt, Planted.Committed place) {
        if (!Files.isDirectory(Path.of(place.workTree()))) {
            return new Sight(Sight.Finding.UNREADABLE, place.workTree() + " is not on this machine now");
        }
        GitTree tree = new GitTree(new Git(Path.of(place.workTree()), null));
        PlantedPart part = receipt.parts().getFirst();
        List<Sight> sights = Stream.of("refs/heads/" + place.branch(), "HEAD")
                .filter(tree::has)
                .map(reference -> look(tree, reference, part))
                .toList();
        return sights.stream()
                .min(Comparator.comparing(Sight::finding))
                .orElse(new Sight(Sight.Finding.FILE_GONE, "branch " + place.branch() + " is gone"));
    }

    private static Sight look(GitTree tree, String reference, PlantedPart part) {
        Document document = tree.read(reference, part.path());
        String where = part.path() + " in " + reference.replaceFirst("^refs/heads/", "");
        return document == null
                ? new Sight(Sight.Finding.FILE_GONE, where + ": the file is gone")
                : Sight.of(document, part, where);
    }

    static Removal remove(Planted receipt, Planted.Committed place) {
        GitTree tree = new GitTree(new Git(Path.of(place.workTree()), null));
        PlantedPart part = receipt.parts().getFirst();
        List<String> changes = new ArrayList<>();
        List<String> leftovers = new ArrayList<>();
        String reference = "refs/heads/" + place.branch();
        if (!tree.has(reference)) {
            changes.add("branch " + place.branch() + ": was gone already");
        } else if (tree.checkedOut(reference)) {
            leftovers.add("branch " + place.branch() + ": is checked out, so it was left: switch to another one first");
        } else if (tree.git().run("rev-parse", reference).equals(place.commit())) {
            tree.git().run("update-ref", "-d", reference, place.commit());
            changes.add("branch " + place.branch() + ": deleted, it held nothing else");
        } else {
            revert(receipt, place, tree, changes, leftovers);
        }
        if (tree.contains(part)) {
            leftovers.add(
                    part.path() + ": the key is in the current branch as well, take " + part.anchor() + " out there");
        }
        tree.remotesWith(place.commit())
                .forEach(remote -> leftovers.add(remote + ": has the commit, delete the branch there too"));
        return new Removal(changes, leftovers);
    }

    /** Others went on with the branch: take our lines out of its tip. */
    private static void revert(
            Planted receipt, Planted.Committed place, GitTree tree, List<String> changes, List<String> leftovers) {
        PlantedPart part = receipt.parts().getFirst();
        String reference = "refs/heads/" + place.branch();
        Document current = tree.read(reference, part.path());
        if (current == null || !PlantedText.of(current).hasAnchor(part)) {
            changes.add("branch " + place.branch() + ": held the key no longer");
            return;
        }
        String rest = PlantedText.of(current).without(part, receipt.format().equals(Format.JSON.label()));
        if (rest == null) {
            leftovers.add("branch " + place.branch() + ": " + part.path() + " was rewritten since: take "
                    + part.anchor() + " out by hand");
            return;
        }
        boolean empty = part.created() && PlantedPart.sha256(rest).equals(part.restSha256());
        String tip = tree.git().run("rev-parse", reference);
        String file = Path.of(part.path()).getFileName().toString();
        String subject = tree.habit().subject(file, false);
        String commit = tree.commit(tip, part.path(), empty ? null : new Document(rest), subject);
        tree.git().run("update-ref", "-m", "commit: " + subject, reference, commit, tip);
        changes.add("branch " + place.branch() + ": our lines taken out in a new commit, the history keeps them");
    }
}
