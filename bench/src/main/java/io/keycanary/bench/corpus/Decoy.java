package io.keycanary.bench.corpus;

/**
 * One canary token of the corpus.
 *
 * @param token its id in the token file
 * @param sessionKey the temporary key that it obtains, where the corpus lets it; in no token file
 */
record Decoy(
        String token,
        String account,
        String accessKeyId,
        String principalId,
        String path,
        String name,
        String sessionKey) {
    String arn() {
        return "arn:aws:iam::" + account + ":user" + path + name;
    }
}
