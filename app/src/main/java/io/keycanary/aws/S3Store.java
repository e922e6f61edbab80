package io.keycanary.aws;

import io.keycanary.cli.CommandFailure;
import io.keycanary.cli.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.RequestPayer;

/** S3, or what speaks like it. A bucket of another region is followed to where it is. */
public final class S3Store implements ObjectStore {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final String MOST_CONNECTIONS = "http.maxConnections";

    private final S3Client s3;
    private final S3Failure failure;
    private final @Nullable RequestPayer payer;

    private S3Store(S3Client s3, Access access) {
        this.s3 = s3;
        this.payer = access.requestPayer() ? RequestPayer.REQUESTER : null;
        this.failure = new S3Failure(access);
    }

    /** A store; see {@link ObjectStore.Opener}. */
    public static S3Store open(Access access) {
        keepConnections();
        try {
            return new S3Store(client(access), access);
        } catch (SdkException | IllegalArgumentException | NullPointerException e) { // how the SDK refuses an endpoint
            throw CommandFailure.badInput(
                    "S3 cannot be used with these options or this configuration of AWS: " + e.getMessage());
        }
    }

    private static S3Client client(Access access) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .credentialsProvider(credentials(access.profile()))
                .region(region(access))
                .crossRegionAccessEnabled(true)
                // gzip has a checksum of its own, and not every store speaks S3's newest
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        return access.endpoint() == null
                ? builder.build()
                : builder.endpointOverride(access.endpoint())
                        .forcePathStyle(true)
                        .build();
    }

    /** A profile that was asked for outranks the environment, as it does for the aws command. */
    private static AwsCredentialsProvider credentials(@Nullable String profile) {
        return profile == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.create(profile);
    }

    /** Java keeps five connections for later use by itself; each new one costs a TLS handshake. */
    private static void keepConnections() {
        if (System.getProperty(MOST_CONNECTIONS) == null) {
            System.setProperty(MOST_CONNECTIONS, "64");
        }
    }

    /** The given or configured one; where there is none any, because S3 names the right one. */
    private static Region region(Access access) {
        if (access.region() != null) {
            return Region.of(access.region());
        }
        try {
            return new AwsRegionProviderChain(
                            new SystemSettingsRegionProvider(), new AwsProfileRegionProvider(null, access.profile()))
                    .getRegion();
        } catch (SdkClientException e) {
            return Region.US_EAST_1;
        }
    }

    @Override
    public void list(Query query, Entries entries) throws IOException, InterruptedException {
        String token = null;
        do {
            ListObjectsV2Response page = page(query, token);
            for (Entry entry : entries(page)) {
                if (!entries.next(entry)) {
                    return;
                }
            }
            token = page.nextContinuationToken();
        } while (token != null);
    }

    private ListObjectsV2Response page(Query query, @Nullable String token) throws IOException {
        try {
            return s3.listObjectsV2(ListObjectsV2Request.builder()
                    .bucket(query.bucket())
                    .prefix(query.prefix())
                    .delimiter(query.deep() ? null : "/")
                    .startAfter(token == null ? query.after() : null)
                    .continuationToken(token)
                    .requestPayer(payer)
                    .build());
        } catch (SdkException e) {
            throw failure.listing(query.bucket(), e);
        }
    }

    /** Objects and folders of a page come apart, each in order. */
    private static List<Entry> entries(ListObjectsV2Response page) {
        Stream<Entry> objects =
                page.contents().stream().map(object -> new StoredObject(object.key(), object.size(), object.eTag()));
        return page.commonPrefixes().isEmpty()
                ? objects.toList()
                : Stream.concat(objects, page.commonPrefixes().stream().map(folder ->
                                (Entry) new Folder(folder.prefix())))
                        .sorted(Comparator.comparing(Entry::key))
                        .toList();
    }

    @Override
    public InputStream open(String bucket, StoredObject object) throws IOException {
        PartReader reader = new PartReader(s3, bucket, object, payer, failure);
        return object.bytes() <= PartStream.SMALL_BYTES
                ? new ByteArrayInputStream(reader.read(0, object.bytes()))
                : new PartStream(reader, object.bytes());
    }

    @Override
    public Described describe(String bucket, String key) throws IOException {
        try {
            HeadObjectResponse head = s3.headObject(HeadObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .requestPayer(payer)
                    .build());
            return new Described(new StoredObject(key, head.contentLength(), head.eTag()), head.metadata());
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException("s3://" + bucket + "/" + key);
        } catch (SdkException e) {
            throw failure.reading(bucket, e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
