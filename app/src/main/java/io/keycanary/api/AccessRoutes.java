package io.keycanary.api;

import static io.keycanary.api.Permission.ADMIN;

import io.keycanary.access.ApiToken;
import io.keycanary.access.Role;
import io.keycanary.desk.AccessDesk;
import io.keycanary.token.SecretAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may use this API. */
final class AccessRoutes {
    private static final int MAX_NAME = 64;

    private final AccessDesk desk;

    AccessRoutes(AccessDesk desk) {
        this.desk = desk;
    }

    record ApiKey(
            String id,
            String name,
            String role,
            String createdAt,
            @OrNull @Nullable String revokedAt) {
        static ApiKey of(ApiToken token) {
            return new ApiKey(
                    token.id().toString(),
                    token.name(),
                    Words.small(token.role()),
                    Views.time(token.createdAt()),
                    Views.timeOrNull(token.revokedAt()));
        }
    }

    record ApiKeyList(List<ApiKey> items) {}

    record NewApiKey(String name, String role) {
        NewApiKey {
            if (!Views.required(name, "name", MAX_NAME).matches("[\\w.@ -]+")) {
                throw new IllegalArgumentException("name has letters, digits, blanks and .@_- only");
            }
            Views.required(role, "role", 20);
        }
    }

    /** A new API token, with its text for the first and last time. */
    record MadeApiKey(ApiKey key, String token) {
        @Override
        public String toString() {
            return "MadeApiKey[" + key + "]";
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api-tokens", ADMIN, "Lists who may use the API", ApiKeyList.class, this::list),
                Route.post(
                                "/api-tokens",
                                ADMIN,
                                "Makes an API token of role viewer, responder or admin; its text is shown once",
                                NewApiKey.class,
                                MadeApiKey.class,
                                this::make)
                        .creating()
                        .givingASecret(),
                Route.post(
                        "/api-tokens/{id}/revoke",
                        ADMIN,
                        "Makes an API token useless at once",
                        null,
                        ApiKey.class,
                        this::revoke));
    }

    private Answer list(Call call) {
        return Answer.ok(new ApiKeyList(desk.all().stream().map(ApiKey::of).toList()));
    }

    private Answer make(Call call) {
        NewApiKey asked = call.document(NewApiKey.class);
        AccessDesk.Made made = desk.make(asked.name(), Words.read(Role.class, "role", asked.role()), call.actor());
        return Answer.created(
                "/api-tokens",
                new MadeApiKey(ApiKey.of(made.token()), made.text().reveal(SecretAccess.forInsecureReading())));
    }

    private Answer revoke(Call call) {
        return Answer.ok(ApiKey.of(desk.revoke(
                call.id().orElseThrow(() -> Problem.notFound("give the whole id of the API token")), call.actor())));
    }
}
