package io.keycanary.plant;

import io.keycanary.token.Printable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to plant.
 *
 * @param target the file; for {@link Format#AWS_HOME} the folder
 * @param profile section, profile or object that holds the key; null lets the format choose a plausible one
 * @param variable name of the variable with the key id; null is the usual one of the format
 * @param secretVariable name of the variable with the secret; null derives it from {@code variable}
 * @param force write through a symbolic link that leaves its folder, and commit where the remote may be public
 * @param commit how to commit it into the git work tree of the target; null writes the file itself
 */
public record PlantRequest(
        Format format,
        Path target,
        KeyMaterial key,
        @Nullable String profile,
        @Nullable String variable,
        @Nullable String secretVariable,
        boolean force,
        @Nullable Commit commit) {

    /**
     * A commit on a branch of its own.
     *
     * @param branch its name; null follows the repository's habit
     * @param subject its subject line; null follows the repository's habit
     */
    public record Commit(@Nullable String branch, @Nullable String subject) {
        /** Everything as the repository does it. */
        public static final Commit AS_USUAL = new Commit(null, null);
    }

    /** Checks the names, and that the format has a use for them. */
    public PlantRequest {
        check("profile", profile, "[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");
        check("variable", variable, "[A-Za-z_][A-Za-z0-9._-]{0,127}");
        check("secret variable", secretVariable, "[A-Za-z_][A-Za-z0-9._-]{0,127}");
        if (profile != null && !format.takesProfile()) {
            throw PlantException.badRequest(
                    "the format " + format.label() + " has no profile: name a variable instead");
        }
        if ((variable != null || secretVariable != null) && !format.takesVariable()) {
            throw PlantException.badRequest(
                    "the format " + format.label() + " has fixed names: name a profile instead");
        }
    }

    /** The plain case: usual names, nothing forced, no commit. */
    public static PlantRequest of(Format format, Path target, KeyMaterial key) {
        return new PlantRequest(format, target, key, null, null, null, false, null);
    }

    /** The same under this profile. */
    public PlantRequest withProfile(@Nullable String name) {
        return new PlantRequest(format, target, key, name, variable, secretVariable, force, commit);
    }

    /** The same in these variables. */
    public PlantRequest withVariables(@Nullable String id, @Nullable String secret) {
        return new PlantRequest(format, target, key, profile, id, secret, force, commit);
    }

    /** The same, forced. */
    public PlantRequest forced() {
        return new PlantRequest(format, target, key, profile, variable, secretVariable, true, commit);
    }

    /** The same as a commit. */
    public PlantRequest committed(Commit how) {
        return new PlantRequest(format, target, key, profile, variable, secretVariable, force, how);
    }

    private static void check(String what, @Nullable String value, String form) {
        if (value != null && !value.matches(form)) {
            throw PlantException.badRequest(
                    "the " + what + " \"" + Printable.line(value) + "\" is not of the form " + form);
        }
    }
}
