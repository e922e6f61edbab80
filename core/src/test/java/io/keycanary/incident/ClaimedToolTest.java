package io.keycanary.incident;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimedToolTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aws-cli/1.32.7 Python/3.11.6 Linux/6.2.0 botocore/1.34.7 | AWS CLI 1.32.7
            aws-cli/2.15.30 Python/3.11.8 Linux/6.6.9-amd64 exe/x86_64.kali.2024 prompt/off command/s3.ls | AWS CLI 2.15.30 on Kali Linux
            aws-cli/2.31.2 md/awscrt#0.27.6 ua/2.1 os/linux#6.12.0-kali-amd64 md/arch#x86_64 lang/python#3.13 | AWS CLI 2.31.2 on Kali Linux
            Boto3/1.34.0 md/Botocore#1.34.0 ua/2.0 os/linux#5.16.0-12parrot1-amd64 md/arch#x86_64 lang/python#3.9 | Boto3 1.34.0 on Parrot Linux
            [Boto3/1.26.3 Python/3.9 Linux/5.10 Botocore/1.29.3] | Boto3 1.26.3
            Botocore/1.29.3 Python/3.9 | Botocore 1.29.3
            TruffleHog | TruffleHog (secret scanner)
            Pacu/1.5 Boto3/1.26 | Pacu 1.5
            APN/1.0 HashiCorp/1.0 Terraform/1.5.7 (+https://www.terraform.io) terraform-provider-aws/5.0 aws-sdk-go/1.44 | Terraform 1.5.7
            stratus-red-team_83c9a458-ffab-4d43-8b02-9691311e8c0a | Stratus Red Team
            aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5 | AWS SDK for Go 1.24.0
            aws-sdk-js/3.470.0 ua/2.0 os/linux | AWS SDK for JavaScript 3.470.0
            aws-sdk-nodejs/2.1500.0 linux/v18 | AWS SDK for JavaScript 2.1500.0
            aws-sdk-java/2.20.1 Linux/5.4 | AWS SDK for Java 2.20.1
            Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0 | a browser
            curl/8.5.0 | curl 8.5.0
            """)
    void of_userAgent_isWhatItClaims(String userAgent, String tool) {
        assertThat(ClaimedTool.of(userAgent)).contains(tool);
    }

    @ParameterizedTest
    @CsvSource({"impacunet/1", "aboto3", "notaws-cli/2", "kalista/1", "''"})
    void of_wordThatOnlyContainsAName_isNothing(String userAgent) {
        assertThat(ClaimedTool.of(userAgent)).isEmpty();
    }

    @Test
    void of_null_isNothing() {
        assertThat(ClaimedTool.of(null)).isEmpty();
    }

    @Test
    void of_hostileLength_isReadToABound() {
        assertThat(ClaimedTool.of("x".repeat(5_000) + " curl/1")).isEmpty();
        assertThat(ClaimedTool.of("curl/" + "9".repeat(5_000)).orElseThrow()).hasSizeLessThan(40);
    }
}
