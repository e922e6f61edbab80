/**
 * Whether CloudTrail log files are as CloudTrail delivered them: its hourly digest files, their chain and their
 * signatures. Knows no place where files lie; {@link io.keycanary.integrity.TrailFiles} brings them. May import {@code
 * detect} and Jackson's streaming API.
 *
 * <p>Sources of the rules: AWS CloudTrail User Guide, "CloudTrail digest file structure" and "Custom implementations of
 * CloudTrail log file integrity validation"; backfill digests as {@code aws cloudtrail validate-logs} treats them.
 */
@NullMarked
package io.keycanary.integrity;

import org.jspecify.annotations.NullMarked;
