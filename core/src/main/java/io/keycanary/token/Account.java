package io.keycanary.token;

/** Where a token lives. */
public sealed interface Account {
    /** The 12-digit AWS account id, or a plausible one. */
    String id();

    /** A real AWS account. */
    record AwsAccount(String id) implements Account {
        /** Checks the id. */
        public AwsAccount {
            Account.check(id);
        }
    }

    /** The built-in decoy endpoint, under an account id that looks real. */
    record LocalAccount(String id) implements Account {
        /** Checks the id. */
        public LocalAccount {
            Account.check(id);
        }
    }

    private static void check(String id) {
        if (!id.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("an account id has 12 digits, not \"" + id + "\"");
        }
    }
}
