package io.keycanary.incident;

import io.keycanary.token.Printable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tool, and the system it runs on, that a user agent claims to be. A claim and no more: the caller writes that header.
 * What betrays an intent is looked for first: an attack tool names itself before the library that it is built on.
 */
public final class ClaimedTool {
    private static final int MAX_VERSION_CHARS = 20;
    private static final int MAX_READ_CHARS = 2_000;

    private record Sign(String name, Pattern text) {
        /** The name with the version that follows the sign as {@code /1.2.3} or {@code #1.2.3}. */
        Optional<String> in(String userAgent) {
            Matcher found = text.matcher(userAgent);
            if (!found.find()) {
                return Optional.empty();
            }
            Matcher version = VERSION.matcher(userAgent).region(found.end(), userAgent.length());
            return Optional.of(
                    version.lookingAt() ? name + " " + Printable.line(version.group(1), MAX_VERSION_CHARS) : name);
        }
    }

    private static final Pattern VERSION = Pattern.compile("[/#]v?(\\d[0-9A-Za-z.]{0,19})");

    private static Sign sign(String text, String name) {
        return new Sign(name, Pattern.compile("(?i)(?<![a-z0-9])" + text));
    }

    private static final List<Sign> TOOLS = List.of(
            sign("trufflehog", "TruffleHog (secret scanner)"),
            sign("gitleaks", "Gitleaks (secret scanner)"),
            sign("stratus-red-team", "Stratus Red Team"),
            sign("pacu", "Pacu"),
            sign("scout ?suite", "ScoutSuite"),
            sign("prowler", "Prowler"),
            sign("cloudfox", "CloudFox"),
            sign("enumerate-iam", "enumerate-iam"),
            sign("terraform", "Terraform"),
            sign("opentofu", "OpenTofu"),
            sign("pulumi", "Pulumi"),
            sign("ansible", "Ansible"),
            sign("rclone", "rclone"),
            sign("s3cmd", "s3cmd"),
            sign("s3 browser", "S3 Browser"),
            sign("cyberduck", "Cyberduck"),
            sign("winscp", "WinSCP"),
            sign("minio", "MinIO client"),
            sign("aws-cli", "AWS CLI"),
            sign("aws-?(?:tools-)?powershell", "AWS Tools for PowerShell"),
            sign("boto3", "Boto3"),
            sign("aws-sdk-java", "AWS SDK for Java"),
            sign("aws-sdk-go(?:-v2)?", "AWS SDK for Go"),
            sign("aws-sdk-(?:js|nodejs)", "AWS SDK for JavaScript"),
            sign("aws-sdk-rust", "AWS SDK for Rust"),
            sign("aws-sdk-php", "AWS SDK for PHP"),
            sign("aws-sdk-(?:ruby|ruby3)", "AWS SDK for Ruby"),
            sign("aws-sdk-dotnet[a-z-]*", "AWS SDK for .NET"),
            sign("aws-sdk-(?:cpp|c\\+\\+)", "AWS SDK for C++"),
            sign("aws-sdk-kotlin", "AWS SDK for Kotlin"),
            sign("aws-sdk-swift", "AWS SDK for Swift"),
            sign("(?:aiobotocore|botocore)", "Botocore"),
            sign("python-urllib", "Python urllib"),
            sign("python-requests", "Python requests"),
            sign("go-http-client", "a Go program"),
            sign("curl(?=/)", "curl"),
            sign("mozilla/[\\d.]*", "a browser"));

    /** Kernels of these systems carry their names: {@code 6.6.9-kali3-amd64}, {@code 5.16.0-12parrot1-amd64}. */
    private static final List<Sign> SYSTEMS = List.of(
            new Sign("Kali Linux", Pattern.compile("(?i)kali(?![a-z])")),
            new Sign("Parrot Linux", Pattern.compile("(?i)parrot(?![a-z])")),
            new Sign("Pentoo Linux", Pattern.compile("(?i)pentoo")),
            new Sign("BlackArch Linux", Pattern.compile("(?i)blackarch")));

    private ClaimedTool() {}

    /** {@code AWS CLI 2.15.30 on Kali Linux}; empty when nothing known is claimed. */
    public static Optional<String> of(@Nullable String userAgent) {
        if (userAgent == null) {
            return Optional.empty();
        }
        String read = userAgent.substring(0, Math.min(userAgent.length(), MAX_READ_CHARS));
        Optional<String> tool = first(TOOLS, read);
        Optional<String> system = SYSTEMS.stream()
                .filter(sign -> sign.text().matcher(read).find())
                .map(Sign::name)
                .findFirst();
        return tool.isPresent() && system.isPresent()
                ? Optional.of(tool.get() + " on " + system.get())
                : tool.or(() -> system);
    }

    private static Optional<String> first(List<Sign> signs, String userAgent) {
        return signs.stream().flatMap(sign -> sign.in(userAgent).stream()).findFirst();
    }
}
