package io.keycanary.endpoint;

import java.util.Locale;
import java.util.Set;

/** The protocols that AWS services speak, as far as errors and action names differ. */
enum Wire {
    /** Form in, XML out: IAM, STS, SNS, CloudFormation ... */
    QUERY,
    /** The same asked with {@code Accept: application/json}, which those services honour. */
    QUERY_JSON,
    /** EC2's own dialect of it. */
    EC2,
    /** Action in {@code X-Amz-Target}. */
    JSON_1_0,
    /** The same with another content type. */
    JSON_1_1,
    /** Action in method and path. */
    REST_JSON,
    /** The same in XML: Route 53, CloudFront. */
    REST_XML,
    /** S3's dialect of that. */
    S3,
    /** Action in the path, CBOR in and out (Smithy RPC v2). */
    CBOR;

    private static final Set<String> REST_XML_SERVICES = Set.of("route53", "cloudfront");
    private static final Set<String> QUERY_SERVICES = Set.of(
            "autoscaling",
            "cloudformation",
            "cloudsearch",
            "elasticache",
            "elasticbeanstalk",
            "elasticloadbalancing",
            "iam",
            "rds",
            "redshift",
            "sdb",
            "sns",
            "sts");

    /** The protocol of a request, told by its form first: several services speak more than one. */
    static Wire of(String service, HttpCall call) {
        if (call.headers().orEmpty("smithy-protocol").equals("rpc-v2-cbor")) {
            return CBOR;
        }
        if (call.headers().first("x-amz-target") != null) {
            return call.headers().orEmpty("content-type").contains("json-1.1") ? JSON_1_1 : JSON_1_0;
        }
        if (service.equals("s3") || service.startsWith("s3-") || service.equals("s3express")) {
            return S3;
        }
        if (service.equals("ec2")) {
            return EC2;
        }
        if (QUERY_SERVICES.contains(service) || call.parameter("Action") != null) {
            boolean json =
                    call.headers().orEmpty("accept").toLowerCase(Locale.ROOT).contains("application/json");
            return json ? QUERY_JSON : QUERY;
        }
        return REST_XML_SERVICES.contains(service) ? REST_XML : REST_JSON;
    }

    boolean json() {
        return this == JSON_1_0 || this == JSON_1_1 || this == REST_JSON || this == CBOR;
    }
}
