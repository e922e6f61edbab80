package io.keycanary.endpoint;

import io.keycanary.endpoint.EndpointSettings.Bounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Takes a request from Jetty as it came over the wire, and reads its body up to the bounds. */
final class CallReader {
    private final Bounds bounds;
    private final InstantSource clock;

    CallReader(Bounds bounds, InstantSource clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    HttpCall read(Request request) throws IOException {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        String query = uri.getQuery();
        List<Headers.Field> fields = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            fields.add(new Headers.Field(field.getName(), value == null ? "" : value));
        }
        HttpCall.Body body = body(Content.Source.asInputStream(request));
        return new HttpCall(
                request.getMethod(),
                path == null || path.isEmpty() ? "/" : path,
                query == null ? "" : query,
                new Headers(fields),
                body,
                Request.getRemoteAddr(request),
                tls(request),
                clock.instant());
    }

    private HttpCall.Body body(InputStream in) throws IOException {
        MessageDigest hash = SignatureV4.newSha256();
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 << 10];
        long length = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            length += count;
            if (length > bounds.bodyBytes()) {
                return new HttpCall.Body(kept.toByteArray(), length, null);
            }
            hash.update(buffer, 0, count);
            kept.write(buffer, 0, Math.min(count, bounds.keptBodyBytes() - kept.size()));
        }
        return new HttpCall.Body(kept.toByteArray(), length, HexFormat.of().formatHex(hash.digest()));
    }

    private static HttpCall.@Nullable Tls tls(Request request) {
        Object data = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
        return data instanceof EndPoint.SslSessionData ssl
                ? new HttpCall.Tls(
                        ssl.sslSession().getProtocol(), ssl.sslSession().getCipherSuite())
                : null;
    }
}
