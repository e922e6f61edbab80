package io.keycanary.aws;

import io.keycanary.pipeline.PipelineBuilder.Link;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** The bucket that the trail writes to. */
final class BucketPart extends Part {
    private static final PublicAccessBlockConfiguration CLOSED = PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(true)
            .blockPublicPolicy(true)
            .ignorePublicAcls(true)
            .restrictPublicBuckets(true)
            .build();

    private final Ground ground;
    private final String bucket;
    private final Statements statements;

    BucketPart(Ground ground) {
        super("bucket " + ground.site().bucket());
        this.ground = ground;
        this.bucket = ground.site().bucket();
        this.statements = new Statements(ground.policies().bucket());
    }

    /** Null where S3 says that there is none. */
    private static <T> @Nullable T orNull(Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return null;
            }
            throw e;
        }
    }

    private boolean there() {
        return orNull(() -> ground.s3().headBucket(r -> r.bucket(bucket))) != null;
    }

    private boolean ours() {
        Map<String, String> tags = orNull(() -> ground.s3().getBucketTagging(r -> r.bucket(bucket)).tagSet().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value)));
        return tags != null && ground.ours(tags);
    }

    private @Nullable String policy() {
        return orNull(() -> ground.s3().getBucketPolicy(r -> r.bucket(bucket)).policy());
    }

    @Override
    Link look() {
        if (!there()) {
            return missing();
        }
        boolean ours = ours();
        if (!ours && !ground.adopt()) {
            return foreign(ADOPTABLE);
        }
        if (!statements.in(policy())) {
            return wrong("its policy does not let the trail write");
        }
        PublicAccessBlockConfiguration block = orNull(
                () -> ground.s3().getPublicAccessBlock(r -> r.bucket(bucket)).publicAccessBlockConfiguration());
        return judged(ours && !CLOSED.equals(block) ? "public access is not blocked" : null);
    }

    @Override
    void make() {
        if (!there()) {
            String region = ground.site().homeRegion();
            ground.s3()
                    .createBucket(r -> r.bucket(bucket).applyMutation(b -> {
                        if (!region.equals("us-east-1")) {
                            b.createBucketConfiguration(c -> c.locationConstraint(region));
                        }
                    }));
            Tag tag = ground.tags().entrySet().stream()
                    .map(one -> Tag.builder()
                            .key(one.getKey())
                            .value(one.getValue())
                            .build())
                    .findFirst()
                    .orElseThrow();
            ground.s3().putBucketTagging(r -> r.bucket(bucket).tagging(t -> t.tagSet(tag)));
        }
        if (ours()) {
            ground.s3().putPublicAccessBlock(r -> r.bucket(bucket).publicAccessBlockConfiguration(CLOSED));
        }
        String policy = policy();
        if (!statements.in(policy)) {
            ground.s3().putBucketPolicy(r -> r.bucket(bucket).policy(statements.with(policy)));
        }
    }

    /** Log files are evidence: a bucket that holds any is left, and closed to the trail. */
    @Override
    @Nullable
    String remove() {
        if (!there()) {
            return null;
        }
        boolean empty = ground.s3()
                .listObjectsV2(r -> r.bucket(bucket).maxKeys(1))
                .contents()
                .isEmpty();
        if (ours() && empty) {
            ground.s3().deleteBucket(r -> r.bucket(bucket));
            return removed();
        }
        return takeOut() ? "left " + name() + (empty ? "" : " because there are log files in it") : null;
    }

    private boolean takeOut() {
        String before = policy();
        String after = statements.without(before);
        if (before == null || statements.with(before).equals(after)) {
            return false;
        }
        if (after == null) {
            ground.s3().deleteBucketPolicy(r -> r.bucket(bucket));
        } else {
            ground.s3().putBucketPolicy(r -> r.bucket(bucket).policy(after));
        }
        return true;
    }
}
