package io.keycanary.source;

import io.keycanary.token.TokenId;
import java.time.Instant;

/**
 * What IAM says about the last use of a key (IAM API, GetAccessKeyLastUsed). It knows of calls that no log has, and neither
 * address nor action. Of the uses within 15 minutes it shows the first.
 *
 * @param service short name, such as {@code sts}: text of the other side
 * @param region as IAM writes it, {@code N/A} for a service without regions
 */
public record LastUse(TokenId token, String accessKeyId, Instant at, String service, String region) {}
