package io.keycanary.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A stub in front of moto: answers the actions that it is told to as AWS documents them, and leaves the rest to moto. */
final class MotoWithStubs implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    private final URI moto;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private volatile Witness witness = effective -> {};

    private volatile @Nullable LookupEventsStub history;

    private volatile @Nullable Trouble trouble;

    private record Answer(int status, String body) {}

    /** Is told of each call. */
    @FunctionalInterface
    interface Witness {
        /** @param effective whether it is done; else nobody was asked yet. Nobody has the answer yet. */
        void call(boolean effective);
    }

    MotoWithStubs(URI moto) throws IOException {
        this.moto = moto;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void witness(Witness who) {
        witness = who;
    }

    /** From now on an action is answered so; in the form of its API. */
    void answer(String action, int status, String body) {
        answers.put(action, new Answer(status, body));
    }

    /** The answer of {@code ListServiceSpecificCredentials}, which moto lacks: one credential of this user, or none. */
    void serviceCredential(String... users) {
        StringBuilder members = new StringBuilder();
        for (String user : users) {
            members.append("<member><UserName>")
                    .append(user)
                    .append(
                            "</UserName><Status>Active</Status><ServiceSpecificCredentialId>ACCAEXAMPLE0000000001"
                                    + "</ServiceSpecificCredentialId><ServiceName>bedrock.amazonaws.com</ServiceName></member>");
        }
        answer(
                "ListServiceSpecificCredentials",
                200,
                "<ListServiceSpecificCredentialsResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                        + "<ListServiceSpecificCredentialsResult><ServiceSpecificCredentials>" + members
                        + "</ServiceSpecificCredentials><IsTruncated>false</IsTruncated>"
                        + "</ListServiceSpecificCredentialsResult><ResponseMetadata><RequestId>r</RequestId>"
                        + "</ResponseMetadata></ListServiceSpecificCredentialsResponse>");
    }

    /**
     * The answer of {@code SimulatePrincipalPolicy}, which moto lacks: no policy allows anything but these actions. IAM API,
     * SimulatePrincipalPolicy.
     */
    void simulator(String... allowed) {
        StringBuilder members = new StringBuilder(simulated("iam:ListUsers", "implicitDeny"));
        for (String action : allowed) {
            members.append(simulated(action, "allowed"));
        }
        answer(
                "SimulatePrincipalPolicy",
                200,
                "<SimulatePrincipalPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                        + "<SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>" + members
                        + "</EvaluationResults></SimulatePrincipalPolicyResult><ResponseMetadata><RequestId>r</RequestId>"
                        + "</ResponseMetadata></SimulatePrincipalPolicyResponse>");
    }

    private static String simulated(String action, String decision) {
        return "<member><MatchedStatements/><MissingContextValues/><EvalActionName>" + action
                + "</EvalActionName><EvalDecision>" + decision
                + "</EvalDecision><EvalResourceName>*</EvalResourceName></member>";
    }

    /** From now on an action of IAM is refused. */
    void deny(String action) {
        answer(
                action,
                403,
                "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type>"
                        + "<Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/prod is not authorized"
                        + " to perform: iam:" + action + " on resource: *</Message></Error><RequestId>r</RequestId>"
                        + "</ErrorResponse>");
    }

    /** The account is a member of an organisation whose root has this policy, as Organizations documents its answers. */
    void member(String policy) {
        answer("DescribeOrganization", 200, "{\"Organization\":{\"MasterAccountId\":\"999999999999\"}}");
        answer("ListPoliciesForTarget", 200, "{\"Policies\":[{\"Id\":\"p-12345678\"}]}");
        answer("ListParents", 200, "{\"Parents\":[{\"Id\":\"r-ab12\",\"Type\":\"ROOT\"}]}");
        answer("DescribePolicy", 200, "{\"Policy\":{\"Content\":\"" + policy.replace("\"", "\\\"") + "\"}}");
    }

    /**
     * From now on every call of an action is refused, in the form of its protocol, with words that AWS documents.
     *
     * @param action {@code *} for every call
     */
    void refuse(String action, int status, String code, String message) {
        trouble = new Trouble(action, status, code, message);
    }

    /** From now on moto answers again. */
    void endTrouble() {
        trouble = null;
    }

    private record Trouble(String about, int status, String code, String message) {
        boolean concerns(@Nullable String target, byte[] body) {
            return about.equals("*")
                    || about.equals(
                            target == null
                                    ? MotoWithStubs.action(body)
                                    : target.substring(target.lastIndexOf('.') + 1));
        }

        /** JSON where the target is a header; EC2, S3 and the others each have XML of their own. */
        byte[] answer(@Nullable String target, byte[] body) {
            String error = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
            String text;
            if (target != null) {
                text = "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}";
            } else if (MotoWithStubs.action(body).isEmpty()) {
                text = error;
            } else if (new String(body, StandardCharsets.UTF_8).contains("Version=2016-11-15")) {
                text = "<Response><Errors>" + error + "</Errors><RequestID>r</RequestID></Response>";
            } else {
                text = "<ErrorResponse>" + error + "<RequestId>r</RequestId></ErrorResponse>";
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The account has this event history. */
    void history(LookupEventsStub stub) {
        history = stub;
    }

    /** The regions of the account: moto has all of them, which takes long. EC2 API, DescribeRegions. */
    void regions(List<String> on, List<String> off) {
        StringBuilder items = new StringBuilder();
        on.forEach(region -> items.append(region(region, "opt-in-not-required")));
        off.forEach(region -> items.append(region(region, "not-opted-in")));
        answer(
                "DescribeRegions",
                200,
                "<DescribeRegionsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
                        + "<regionInfo>" + items + "</regionInfo></DescribeRegionsResponse>");
    }

    private static String region(String name, String state) {
        return "<item><regionName>" + name + "</regionName><regionEndpoint>ec2." + name
                + ".amazonaws.com</regionEndpoint><optInStatus>" + state + "</optInStatus></item>";
    }

    void leaveToMoto(String action) {
        answers.remove(action);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Answer answer = answers.get(target == null ? action(body) : target.substring(target.lastIndexOf('.') + 1));
            witness.call(false);
            Trouble now = trouble;
            if (now != null && now.concerns(target, body)) {
                send(exchange, now.status(), now.answer(target, body));
            } else if (history != null && LookupEventsStub.TARGET.equals(target)) {
                history.answer(exchange, body);
                witness.call(true);
            } else if (answer != null) {
                witness.call(true);
                send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
            } else {
                HttpResponse<byte[]> real = ask(exchange, body);
                witness.call(true);
                real.headers().map().forEach((name, values) -> {
                    if (!OF_THE_CONNECTION.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
                send(exchange, real.statusCode(), real.body());
            }
        }
    }

    private static String action(byte[] body) {
        for (String part : new String(body, StandardCharsets.UTF_8).split("&")) {
            if (part.startsWith("Action=")) {
                return part.substring("Action=".length());
            }
        }
        return "";
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(moto.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().putIfAbsent("x-amzn-RequestId", java.util.List.of("stub"));
        boolean none = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
