package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that fit to the names around them: variables, commits, branches, hosts. */
class NamingTest {
    @ParameterizedTest
    @CsvSource({
        "AWS_PROD_API_KEY, AWS_PROD_API_SECRET, AWS_PROD_API_REGION",
        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION",
        "S3_KEY_ID, S3_SECRET_KEY, S3_REGION",
        "S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION",
        "BACKUP, BACKUP_SECRET, BACKUP_REGION",
        "MONKEY, MONKEY_SECRET, MONKEY_REGION",
        "access_key, secret_key, region",
        "prod_access_key, prod_secret_key, prod_region",
        "aws-cli.access-key, aws-cli-secret-key, aws-cli-region",
        "app.aws.access.key.id, app.aws.secret-access-key, app.aws.region",
        "accessKeyId, secretAccessKey, region",
        "prodAccessKeyId, prodSecretAccessKey, prodRegion",
        "deploy-key, deploy-secret, deploy-region"
    })
    void variable_ofTheUsersChoice_setsTheOthers(String id, String secret, String region) {
        Vocabulary names = Vocabulary.ENVIRONMENT.with(id, null);

        assertThat(names.id()).isEqualTo(id);
        assertThat(names.secret()).isEqualTo(secret);
        assertThat(names.region()).isEqualTo(region);
    }

    @Test
    void secretVariable_ofTheUsersChoice_isTaken() {
        assertThat(Vocabulary.ENVIRONMENT.with("A_KEY", "B").secret()).isEqualTo("B");
        assertThat(Vocabulary.ENVIRONMENT.with(null, "B").id()).isEqualTo("AWS_ACCESS_KEY_ID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/a/b.git",
                "https://user:pw@GitHub.com:443/a/b",
                "git@github.com:a/b.git",
                "ssh://git@ssh.github.com:443/a/b",
                "git://gitlab.com/a",
                "git@bitbucket.org:a/b",
                "https://codeberg.org./a/b",
                "github.com:a/b",
                "https://git.sr.ht/~a/b",
                "https://github.com/a b%zz"
            })
    void remote_onAPublicHost_isKnown(String address) {
        assertThat(RemoteHost.maybePublic(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.example.com/a",
                "git@git.corp.example:a/github.com",
                "/srv/git/github.com/a.git",
                "./github.com:a",
                "file:///srv/git/a.git",
                "https://notgithub.com/a"
            })
    void remote_elsewhere_isNotPublic(String address) {
        assertThat(RemoteHost.maybePublic(address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "feat: add x; chore(deps): bump y; fix: z | chore: update .env",
                "feat: Add x; feat(api)!: Y z; feat: W | feat: Update .env",
                "ABC-12: Fix x; ABC-11: add y | ABC-12: Update .env",
                "[OPS-7] fix x; [OPS-6] y | [OPS-7] update .env",
                "Fix x.; Add y. | Update .env.",
                "fixed x; added y | updated .env",
                "'' | Update .env"
            })
    void subject_ofAHabit_follows(String subjects, String expected) {
        List<String> latest = List.of(subjects.split("; "));
        assertThat(new CommitHabit(latest, List.of()).subject(".env", false)).isEqualTo(expected);
    }

    @Test
    void branch_ofAHabit_followsAndIsFree() {
        CommitHabit habit = new CommitHabit(List.of(), List.of("main", "feature/a", "feature/b", "fix/c"));
        assertThat(habit.branch("terraform.tfvars")).isEqualTo("feature/update-terraform-tfvars");
        assertThat(new CommitHabit(List.of(), List.of("main")).branch(".env")).isEqualTo("update-env");
        assertThat(new CommitHabit(List.of(), List.of("update-env", "update-env-2")).branch(".env"))
                .isEqualTo("update-env-3");
    }

    @Test
    void format_labels_areKnownAndUnique() {
        assertThat(List.of(Format.values()))
                .extracting(Format::label)
                .doesNotHaveDuplicates()
                .allSatisfy(label -> assertThat(Format.labelled(label).label()).isEqualTo(label));
    }
}
