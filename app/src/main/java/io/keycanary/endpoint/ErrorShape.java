package io.keycanary.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/** Puts a problem into the bytes and headers of its protocol. */
final class ErrorShape {
    /** Services that spoke the query protocol before JSON or CBOR, and still tell its error codes. */
    private static final Set<String> ONCE_QUERY = Set.of("sqs", "monitoring");

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private ErrorShape() {}

    static Answer of(Fault fault, Operation operation, RequestIds ids, String apiVersion) {
        Problem problem = Wording.of(fault, operation.wire());
        String type = Wording.type(fault.kind());
        byte[] body = switch (operation.wire()) {
            case S3 -> utf8(DECLARATION + s3(problem, ids));
            case EC2 -> utf8(DECLARATION + ec2(problem, ids));
            case QUERY, REST_XML -> utf8(query(problem, type, namespace(operation, apiVersion), ids));
            case QUERY_JSON -> utf8(queryJson(problem, type, ids));
            case JSON_1_0, JSON_1_1 -> utf8(json(problem, fault.kind(), operation.service()));
            case REST_JSON -> utf8(Json.object(Map.of(messageName(fault.kind()), problem.message())));
            case CBOR -> cbor(problem);
        };
        Map<String, String> headers = headers(operation, ids, body);
        if (operation.wire() == Wire.REST_JSON) {
            headers.put("x-amzn-ErrorType", problem.code());
        }
        if (ONCE_QUERY.contains(operation.service()) && operation.wire().json()) {
            headers.put("x-amzn-query-error", Wording.of(fault, Wire.QUERY).code() + ";" + type);
        }
        return new Answer(problem.status(), headers, body);
    }

    /** The headers that every answer of the service has. */
    static Map<String, String> headers(Operation operation, RequestIds ids, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (operation.wire() == Wire.S3) {
            headers.put("x-amz-request-id", ids.requestId());
            headers.put("x-amz-id-2", ids.hostId());
            headers.put("Server", "AmazonS3");
        } else {
            headers.put("x-amzn-RequestId", ids.requestId());
        }
        if (operation.service().equals("dynamodb")) {
            headers.put("Server", "Server");
            headers.put("x-amz-crc32", crc32(body));
        }
        if (operation.wire() == Wire.CBOR) {
            headers.put("smithy-protocol", "rpc-v2-cbor");
        }
        headers.put("Content-Type", contentType(operation.wire()));
        return headers;
    }

    private static String contentType(Wire wire) {
        return switch (wire) {
            case S3 -> "application/xml";
            case EC2 -> "text/xml;charset=UTF-8";
            case QUERY, REST_XML -> "text/xml";
            case JSON_1_0 -> "application/x-amz-json-1.0";
            case JSON_1_1 -> "application/x-amz-json-1.1";
            case QUERY_JSON, REST_JSON -> "application/json";
            case CBOR -> "application/cbor";
        };
    }

    private static String s3(Problem problem, RequestIds ids) {
        return "<Error>"
                + Xml.element("Code", problem.code())
                + Xml.element("Message", problem.message())
                + Xml.elements(problem.facts())
                + Xml.element("RequestId", ids.requestId())
                + Xml.element("HostId", ids.hostId())
                + "</Error>";
    }

    private static String ec2(Problem problem, RequestIds ids) {
        return "<Response><Errors><Error>"
                + Xml.element("Code", problem.code())
                + Xml.element("Message", problem.message())
                + "</Error></Errors>"
                + Xml.element("RequestID", ids.requestId())
                + "</Response>";
    }

    private static String query(Problem problem, String type, String namespace, RequestIds ids) {
        return "<ErrorResponse xmlns=\"" + Xml.escape(namespace) + "\">\n  <Error>\n    <Type>" + type + "</Type>\n    "
                + Xml.element("Code", problem.code()) + "\n    "
                + Xml.element("Message", problem.message()) + "\n  </Error>\n  "
                + Xml.element("RequestId", ids.requestId()) + "\n</ErrorResponse>\n";
    }

    private static String queryJson(Problem problem, String type, RequestIds ids) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("Code", problem.code());
        error.put("Message", problem.message());
        error.put("Type", type);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("Error", error);
        root.put("RequestId", ids.requestId());
        return Json.object(root);
    }

    private static String json(Problem problem, Fault.Kind kind, String service) {
        boolean coral = service.equals("dynamodb") || service.equals("sqs");
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("__type", coral ? "com.amazon.coral.service#" + problem.code() : problem.code());
        root.put(messageName(kind), problem.message());
        return Json.object(root);
    }

    /** A refusal by IAM comes with a capital letter, one by the signature check without. */
    private static String messageName(Fault.Kind kind) {
        return kind == Fault.Kind.DENIED ? "Message" : "message";
    }

    private static String namespace(Operation operation, String version) {
        String scheme = operation.service().equals("iam") || operation.service().equals("sts") ? "https" : "http";
        if (operation.wire() == Wire.REST_XML) {
            return operation.service().equals("route53")
                    ? "https://route53.amazonaws.com/doc/2013-04-01/"
                    : "http://cloudfront.amazonaws.com/doc/2020-05-31/";
        }
        return scheme + "://" + Services.eventSource(operation.service()) + "/doc/" + version + "/";
    }

    /** A map of two texts (RFC 8949, major types 5 and 3). */
    private static byte[] cbor(Problem problem) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xA2);
        for (String text : new String[] {"__type", problem.code(), "message", problem.message()}) {
            byte[] bytes = utf8(text);
            out.write(0x79);
            out.write(bytes.length >> 8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static String crc32(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return Long.toString(crc.getValue());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
