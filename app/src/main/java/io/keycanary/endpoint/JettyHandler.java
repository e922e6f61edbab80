package io.keycanary.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Between Jetty and the reception. */
final class JettyHandler extends Handler.Abstract {
    private final CallReader calls;
    private final Reception reception;
    private final SlowClients slowClients;

    JettyHandler(CallReader calls, Reception reception, SlowClients slowClients) {
        this.calls = calls;
        this.reception = reception;
        this.slowClients = slowClients;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        var connection = request.getConnectionMetaData().getConnection();
        HttpCall call = calls.read(request);
        slowClients.arrived(connection);
        Answer answer;
        try {
            answer = reception.receive(call);
        } finally {
            slowClients.answered(connection);
        }
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        boolean head = call.method().equals("HEAD");
        if (!head) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        }
        response.write(true, head ? null : ByteBuffer.wrap(answer.body()), callback);
        return true;
    }
}
