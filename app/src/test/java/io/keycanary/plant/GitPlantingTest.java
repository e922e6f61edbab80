package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Planting into a git work tree in which somebody works. */
class GitPlantingTest {
    @TempDir
    private Path folder;

    private final Planter planter = new Planter();
    private Path repository = Path.of("unset");
    private String before = "";

    @BeforeEach
    void repository() throws IOException {
        repository = Files.createDirectory(folder.resolve("shop"));
        git("init", "-q", "-b", "main");
        git("config", "user.name", "Dana Dev");
        git("config", "user.email", "dana@corp.example");
        git("config", "core.autocrlf", "false");
        git("config", "commit.gpgsign", "false");
        TestKeys.write(repository.resolve("deploy/.env"), "A=1\r\nB=2");
        git("add", ".");
        git("commit", "-q", "-m", "feat: add deployment");
        git("branch", "feature/cart");
        git("remote", "add", "origin", "git@git.corp.example:shop.git");
        TestKeys.write(repository.resolve("deploy/.env"), "A=unfinished work\n");
        TestKeys.write(repository.resolve("staged.txt"), "s\n");
        git("add", "staged.txt");
        TestKeys.write(repository.resolve("new.txt"), "n\n");
        before = state();
    }

    @Test
    void plant_inAWorkTree_makesABranchAndLeavesAllElse() throws IOException {
        Planting planting = planter.plant(request());

        assertThat(state()).isEqualTo(before);
        assertThat(TestKeys.read(repository.resolve("deploy/.env"))).isEqualTo("A=unfinished work\n");
        Planted.Committed place = committed(planting.receipt());
        assertThat(place.branch()).isEqualTo("feature/update-env");
        assertThat(git("show", "-s", "--format=%s|%an|%ae|%cn|%P", place.branch()))
                .isEqualTo("feat: update .env|Dana Dev|dana@corp.example|Dana Dev|" + git("rev-parse", "main"));
        assertThat(git("diff", "--name-only", "main", place.branch())).isEqualTo("deploy/.env");
        assertThat(new Git(repository, null)
                        .ask("show", place.branch() + ":deploy/.env")
                        .document()
                        .text())
                .isEqualTo("A=1\r\nB=2\r\n\r\nAWS_ACCESS_KEY_ID=" + TestKeys.ID + "\r\nAWS_SECRET_ACCESS_KEY="
                        + TestKeys.SECRET + "\r\nAWS_DEFAULT_REGION=eu-central-1\r\n");
        assertThat(git("fsck", "--no-dangling")).isEmpty();
    }

    @Test
    void preview_changesNothing() {
        Planting planting = planter.preview(request());

        assertThat(planting.diff()).contains("+AWS_ACCESS_KEY_ID").doesNotContain(TestKeys.SECRET);
        assertThat(state()).isEqualTo(before);
        assertThat(git("branch", "--list", "feature/update-env")).isEmpty();
        assertThat(planter.check(planting.receipt()).finding()).isEqualTo(Sight.Finding.KEY_GONE);
    }

    @Test
    void remove_untouchedBranch_deletesIt() {
        Planted receipt = Planted.decode(planter.plant(request()).receipt().encode());
        assertThat(planter.check(receipt).finding()).isEqualTo(Sight.Finding.INTACT);

        assertThat(planter.remove(receipt).complete()).isTrue();

        assertThat(git("branch", "--list", "feature/update-env")).isEmpty();
        assertThat(state()).isEqualTo(before);
        assertThat(planter.check(receipt).finding()).isEqualTo(Sight.Finding.KEY_GONE);
    }

    @Test
    void remove_branchThatWentOn_cutsInANewCommit() {
        Planted receipt = planter.plant(request()).receipt();
        GitTree tree = new GitTree(new Git(repository, null));
        String more = tree.commit("feature/update-env", "other.txt", new Document("x\n"), "more");
        git("update-ref", "refs/heads/feature/update-env", more);

        Removal removal = planter.remove(receipt);

        assertThat(removal.complete()).isTrue();
        assertThat(git("diff", "--name-only", "main", "feature/update-env")).isEqualTo("other.txt");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void remove_mergedAndPushed_saysWhatIsLeft() {
        Planted receipt = planter.plant(request()).receipt();
        git("update-ref", "refs/remotes/origin/feature/update-env", "feature/update-env");
        git("update-ref", "refs/heads/main", "feature/update-env");

        Removal removal = planter.remove(receipt);

        assertThat(removal.leftovers()).hasSize(2);
        assertThat(removal.leftovers().getFirst()).contains("current branch");
        assertThat(removal.leftovers().getLast()).startsWith("origin/feature/update-env");
    }

    @Test
    void remove_checkedOutBranch_isLeft() {
        Planted receipt = planter.plant(request()).receipt();
        git("worktree", "add", "-q", folder.resolve("second").toString(), "feature/update-env");

        assertThat(planter.remove(receipt).leftovers().getFirst()).contains("checked out");
        assertThat(planter.check(receipt).finding()).isEqualTo(Sight.Finding.INTACT);
    }

    @Test
    void newFile_inANewFolder_isCommittedAndCutAgain() {
        Path target = repository.resolve("infra/prod/terraform.tfvars");
        Planted receipt = planter.plant(PlantRequest.of(Format.TFVARS, target, TestKeys.KEY)
                        .committed(new PlantRequest.Commit("dana/tf", "feat: first draft")))
                .receipt();

        assertThat(git("diff", "--name-status", "main", "dana/tf")).isEqualTo("A\tinfra/prod/terraform.tfvars");
        assertThat(git("show", "-s", "--format=%s", "dana/tf")).isEqualTo("feat: first draft");
        assertThat(target).doesNotExist();
        assertThat(planter.remove(receipt).complete()).isTrue();
    }

    @Test
    void publicRemote_isRefusedUnlessForced() {
        git("remote", "set-url", "--push", "origin", "https://github.com/corp/shop.git");

        assertThatThrownBy(() -> planter.plant(request())).hasMessageContaining("github.com");
        assertThat(git("branch", "--list", "feature/update-env")).isEmpty();

        planter.plant(request().forced());
        assertThat(git("branch", "--list", "feature/update-env")).isNotEmpty();
    }

    @Test
    void publicRemote_behindAnAlias_isRefused() {
        git("config", "url.https://gitlab.com/.insteadOf", "git@git.corp.example:");

        assertThatThrownBy(() -> planter.plant(request())).hasMessageContaining("gitlab.com");
    }

    @Test
    void branch_thatExists_isRefused() {
        assertThatThrownBy(() -> planter.plant(PlantRequest.of(Format.DOTENV, target(), TestKeys.KEY)
                        .committed(new PlantRequest.Commit("feature/cart", null))))
                .hasMessageContaining("feature/cart already");
        assertThatThrownBy(() -> planter.plant(PlantRequest.of(Format.DOTENV, target(), TestKeys.KEY)
                        .committed(new PlantRequest.Commit("a..b", null))))
                .hasMessageContaining("no name for a branch");
    }

    @Test
    void target_outsideOfAnyWorkTree_isRefused() {
        assertThatThrownBy(() -> planter.plant(PlantRequest.of(Format.DOTENV, folder.resolve(".env"), TestKeys.KEY)
                        .committed(PlantRequest.Commit.AS_USUAL)))
                .hasMessageContaining("no git work tree");
    }

    @Test
    void folderLink_thatLeavesTheWorkTree_isRefused() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(repository.resolve("link"), outside);

        assertThatThrownBy(() ->
                        planter.plant(PlantRequest.of(Format.DOTENV, repository.resolve("link/.env"), TestKeys.KEY)
                                .committed(PlantRequest.Commit.AS_USUAL)))
                .isInstanceOf(PlantException.class);
    }

    private Path target() {
        return repository.resolve("deploy/.env");
    }

    private PlantRequest request() {
        return PlantRequest.of(Format.DOTENV, target(), TestKeys.KEY).committed(PlantRequest.Commit.AS_USUAL);
    }

    private static Planted.Committed committed(Planted receipt) {
        Planted.Committed place = receipt.git();
        if (place == null) {
            throw new AssertionError("a commit was asked for");
        }
        return place;
    }

    /** Branch, index and work tree as the user sees them. */
    private String state() {
        return git("status", "--porcelain=v2", "--branch") + git("ls-files", "--stage") + git("diff");
    }

    private String git(String... arguments) {
        return new Git(repository, null).run(arguments);
    }
}
