package io.keycanary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The few calls of the API that a load needs. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI base;
    private final String token;

    /** Calls as the bearer of this API token. */
    public Api(HttpClient http, URI base, String token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** Issues a token and reads its secret. */
    public SignedCall.Key issue(String userName) throws IOException, InterruptedException {
        JsonNode made = post(
                "/tokens", JSON.createObjectNode().put("userName", userName).toString());
        JsonNode revealed = post("/tokens/" + made.path("id").asText() + "/reveal", "");
        return new SignedCall.Key(
                made.path("id").asText(),
                revealed.path("accessKeyId").asText(),
                revealed.path("secretAccessKey").asText());
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }
}
