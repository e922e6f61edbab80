package io.keycanary.bench.corpus;

/** {@code userIdentity} of each kind, as JSON. */
final class Identity {
    private Identity() {}

    static String user(Landscape.Person person, String account) {
        return user(
                person.principalId(),
                "arn:aws:iam::" + account + ":user/" + person.name(),
                account,
                person.accessKeyId(),
                person.name());
    }

    /** A decoy with its long-term key. */
    static String user(Decoy decoy) {
        return user(decoy.principalId(), decoy.arn(), decoy.account(), decoy.accessKeyId(), decoy.name());
    }

    private static String user(String principalId, String arn, String account, String key, String name) {
        return """
                {"type":"IAMUser","principalId":"%s","arn":"%s","accountId":"%s","accessKeyId":"%s","userName":"%s"}""".formatted(principalId, arn, account, key, name);
    }

    static String role(Landscape.Session session, String account) {
        return """
                {"type":"AssumedRole","principalId":"%s:%s","arn":"arn:aws:sts::%s:assumed-role/%s/%s","accountId":"%s",\
                "accessKeyId":"%s","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"%s",\
                "arn":"arn:aws:iam::%s:role/%s","accountId":"%s","userName":"%s"},\
                "attributes":{"creationDate":"%s","mfaAuthenticated":"false"}}}""".formatted(
                        session.rolePrincipalId(),
                        session.name(),
                        account,
                        session.role(),
                        session.name(),
                        account,
                        session.accessKeyId(),
                        session.rolePrincipalId(),
                        account,
                        session.role(),
                        account,
                        session.role(),
                        session.created());
    }

    /** The decoy, acting through a temporary key that is not known to be its own. */
    static String session(Decoy decoy, String key) {
        return """
                {"type":"IAMUser","principalId":"%s","arn":"%s","accountId":"%s","accessKeyId":"%s","userName":"%s",\
                "sessionContext":{"sessionIssuer":{},"webIdFederationData":{},"attributes":\
                {"creationDate":"2026-11-03T01:00:00Z","mfaAuthenticated":"false"}}}""".formatted(decoy.principalId(), decoy.arn(), decoy.account(), key, decoy.name());
    }

    /** A session of another sort that the decoy issued: only the issuer tells. */
    static String issuedBy(Decoy decoy, String type, String arn, String key) {
        return """
                {"type":"%s","principalId":"%s:guest","arn":"%s","accountId":"%s","accessKeyId":"%s","sessionContext":\
                {"sessionIssuer":{"type":"IAMUser","principalId":"%s","arn":"%s","accountId":"%s","userName":"%s"},\
                "attributes":{"creationDate":"2026-11-03T01:00:00Z","mfaAuthenticated":"false"}}}""".formatted(
                        type,
                        decoy.account(),
                        arn,
                        decoy.account(),
                        key,
                        decoy.principalId(),
                        decoy.arn(),
                        decoy.account(),
                        decoy.name());
    }

    /** Root, another account, no type, a web identity. */
    static String rare(Dice dice, Scene scene) {
        String account = scene.account();
        return switch (dice.below(4)) {
            case 0 ->
                "{\"type\":\"Root\",\"principalId\":\"%s\",\"arn\":\"arn:aws:iam::%s:root\",\"accountId\":\"%s\",\"accessKeyId\":\"\"}"
                        .formatted(account, account, account);
            case 1 ->
                "{\"type\":\"AWSAccount\",\"principalId\":\"%s:session\",\"accountId\":\"%s\"}"
                        .formatted(AwsId.principal("AROA", account, dice), account);
            case 2 -> "{\"accountId\":\"%s\",\"invokedBy\":\"secretsmanager.amazonaws.com\"}".formatted(account);
            default ->
                "{\"type\":\"WebIdentityUser\",\"principalId\":\"accounts.example:app:%s\",\"userName\":\"%s\",\"identityProvider\":\"accounts.example\"}"
                        .formatted(dice.digits(21), dice.digits(21));
        };
    }
}
