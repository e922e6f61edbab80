package io.keycanary.plant;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that a kind of file has for the parts of a key.
 *
 * @param region null when such a file does not hold it
 * @param endpoint null when such a file does not hold it
 */
record Vocabulary(
        String id,
        String secret,
        String session,
        @Nullable String region,
        @Nullable String endpoint) {
    /** AWS SDKs and Tools Reference Guide, "Environment variables list". */
    static final Vocabulary ENVIRONMENT = new Vocabulary(
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_DEFAULT_REGION",
            "AWS_ENDPOINT_URL");

    /** AWS SDKs and Tools Reference Guide, "Shared config and credentials files". */
    static final Vocabulary CONFIG =
            new Vocabulary("aws_access_key_id", "aws_secret_access_key", "aws_session_token", "region", "endpoint_url");

    /** The same without what is read from the config file only. */
    static final Vocabulary CREDENTIALS =
            new Vocabulary("aws_access_key_id", "aws_secret_access_key", "aws_session_token", null, null);

    static final Vocabulary TERRAFORM =
            new Vocabulary("aws_access_key", "aws_secret_key", "aws_token", "aws_region", "aws_endpoint");

    /** AWS SDK for Java 2, system properties. */
    static final Vocabulary JAVA = new Vocabulary(
            "aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken", "aws.region", "aws.endpointUrl");

    static final Vocabulary SNAKE =
            new Vocabulary("access_key_id", "secret_access_key", "session_token", "region", "endpoint_url");

    static final Vocabulary CAMEL =
            new Vocabulary("accessKeyId", "secretAccessKey", "sessionToken", "region", "endpointUrl");

    /** s3cmd, {@code s3cmd --dump-config}. */
    static final Vocabulary S3CMD =
            new Vocabulary("access_key", "secret_key", "access_token", "bucket_location", "host_base");

    /** rclone, "Amazon S3", configuration options. */
    static final Vocabulary RCLONE =
            new Vocabulary("access_key_id", "secret_access_key", "session_token", "region", "endpoint");

    private static final Pattern ENDING =
            Pattern.compile("(?:^|[._-])(?i:access[._-]?key[._-]?id|key[._-]?id|access[._-]?key|key|id)$"
                    + "|(?<=[a-z0-9])(?:AccessKeyId|KeyId|AccessKey|Key|Id)$");

    /**
     * The names that go with a name of the user's choice, in its own manner: {@code AWS_PROD_API_KEY} has its secret in
     * {@code AWS_PROD_API_SECRET}. Region and endpoint get names of that family, too, because the usual ones would
     * change what the owner's own tools do.
     */
    Vocabulary with(@Nullable String idName, @Nullable String secretName) {
        if (idName == null) {
            return secretName == null ? this : new Vocabulary(id, secretName, session, region, endpoint);
        }
        Matcher ending = ENDING.matcher(idName);
        boolean found = ending.find();
        String stem = found ? idName.substring(0, ending.start()) : idName;
        Manner manner = Manner.of(idName);
        return new Vocabulary(
                idName,
                secretName == null ? manner.join(stem, secretWords(found ? ending.group() : "")) : secretName,
                manner.join(stem, "session_token"),
                region == null ? null : manner.join(stem, "region"),
                endpoint == null ? null : manner.join(stem, "endpoint_url"));
    }

    private static String secretWords(String idWords) {
        return switch (idWords.replaceAll("[._-]", "").toLowerCase(Locale.ROOT)) {
            case "accesskeyid" -> "secret_access_key";
            case "accesskey", "keyid" -> "secret_key";
            default -> "secret";
        };
    }
}
