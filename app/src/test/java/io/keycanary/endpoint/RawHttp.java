package io.keycanary.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Speaks HTTP byte by byte, for requests that no client library would send. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 20_000;

    private RawHttp() {}

    /** Sends the bytes (one for each char) and reads until the server closes. */
    static String send(URI address, String request) throws IOException {
        try (Socket socket = connect(address)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return rest(socket);
        }
    }

    static Socket connect(URI address) throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static String rest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** A signed request whose target goes out exactly as given. */
    static String signed(Signing signing, String target, String body) {
        String authorization = signing.authorization();
        StringBuilder out = new StringBuilder(signing.method + " " + target + " HTTP/1.1\r\n");
        for (Map.Entry<String, String> header : signing.headers.entrySet()) {
            out.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        out.append("Authorization: ").append(authorization).append("\r\nConnection: close\r\n");
        if (!body.isEmpty()) {
            out.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return out.append("\r\n").append(body).toString();
    }
}
