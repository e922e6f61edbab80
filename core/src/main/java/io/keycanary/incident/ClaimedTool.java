package io.keycanary.incident;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tool that a user agent claims to be. A claim and no more: the caller writes that header. */
public final class ClaimedTool {
    private static final List<Map.Entry<String, String>> SIGNS = List.of(
            Map.entry("trufflehog", "TruffleHog (secret scanner)"),
            Map.entry("gitleaks", "Gitleaks (secret scanner)"),
            Map.entry("stratus-red-team", "Stratus Red Team"),
            Map.entry("pacu", "Pacu"),
            Map.entry("scoutsuite", "ScoutSuite"),
            Map.entry("prowler", "Prowler"),
            Map.entry("cloudfox", "CloudFox"),
            Map.entry("enumerate-iam", "enumerate-iam"),
            Map.entry("kali", "Kali Linux"),
            Map.entry("parrot", "Parrot Linux"),
            Map.entry("pentoo", "Pentoo Linux"),
            Map.entry("terraform", "Terraform"),
            Map.entry("pulumi", "Pulumi"),
            Map.entry("rclone", "rclone"),
            Map.entry("s3cmd", "s3cmd"),
            Map.entry("s3 browser", "S3 Browser"),
            Map.entry("cyberduck", "Cyberduck"),
            Map.entry("winscp", "WinSCP"),
            Map.entry("minio", "MinIO client"),
            Map.entry("aws-cli", "AWS CLI"),
            Map.entry("boto3", "Boto3"),
            Map.entry("botocore", "Botocore"),
            Map.entry("aws-sdk-java", "AWS SDK for Java"),
            Map.entry("aws-sdk-go", "AWS SDK for Go"),
            Map.entry("aws-sdk-js", "AWS SDK for JavaScript"),
            Map.entry("aws-sdk-rust", "AWS SDK for Rust"),
            Map.entry("aws-sdk-nodejs", "AWS SDK for JavaScript"),
            Map.entry("aws-sdk-php", "AWS SDK for PHP"),
            Map.entry("python-urllib", "Python urllib"),
            Map.entry("python-requests", "Python requests"),
            Map.entry("curl/", "curl"),
            Map.entry("mozilla/", "a browser"));

    private ClaimedTool() {}

    /** The tool, empty when nothing known is claimed. */
    public static Optional<String> of(@Nullable String userAgent) {
        if (userAgent == null) {
            return Optional.empty();
        }
        String lower = userAgent.toLowerCase(java.util.Locale.ROOT);
        return SIGNS.stream()
                .filter(sign -> lower.contains(sign.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
