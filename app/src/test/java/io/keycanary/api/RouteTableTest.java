package io.keycanary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.keycanary.access.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for every route. */
class RouteTableTest {
    private final Installation installation = new Installation();

    @AfterEach
    void close() {
        installation.close();
    }

    private List<Route> table() {
        return installation.api().routes().table();
    }

    /** A path that exists in form, though nothing has this id. */
    private static String path(Route route) {
        return route.path().replaceAll("\\{(id|action|channel)}", "00000000-0000-7000-8000-000000000000");
    }

    /** Changing anything but an incident, and acting in the world, asks for the administrator; looking never asks for more than a viewer, but for who may come in. */
    @Test
    void permissions_followTheRoles() {
        for (Route route : table()) {
            Permission expected = Permission.VIEWER;
            if (route.path().equals("/live") || route.path().equals("/openapi.json")) {
                expected = Permission.PUBLIC;
            } else if (route.path().startsWith("/hooks/") || route.path().equals("/sns")) {
                expected = Permission.SIGNED;
            } else if (route.path().startsWith("/api-tokens") || route.path().equals("/reports/audit")) {
                expected = Permission.ADMIN;
            } else if (route.post()) {
                boolean breaks = route.path().contains("{action}");
                expected = route.path().startsWith("/incidents/") && !breaks ? Permission.RESPONDER : Permission.ADMIN;
            }
            assertThat(route.permission())
                    .as(route.method() + " " + route.path())
                    .isEqualTo(expected);
        }
    }

    @Test
    void everyRoute_letsInWhoMayAndNobodyElse() throws Exception {
        List<@Nullable Role> callers = new ArrayList<>(List.of(Role.values()));
        callers.add(null);
        for (Route route : table()) {
            for (Role role : callers) {
                int status = installation
                        .send(role, route.method(), path(route), null)
                        .status();
                String what = route.method() + " " + route.path() + " as " + role;
                if (route.permission() == Permission.PUBLIC) {
                    assertThat(status).as(what).isEqualTo(200);
                } else if (route.path().equals("/sns")) {
                    assertThat(status).as(what).isEqualTo(403); // it takes no credentials that one could ask for
                } else if (role == null || route.permission() == Permission.SIGNED) {
                    assertThat(status).as(what).isEqualTo(401);
                } else if (!route.permission().given(role)) {
                    assertThat(status).as(what).isEqualTo(403);
                } else {
                    assertThat(status).as(what).isIn(200, 400, 404, 428);
                }
            }
        }
    }

    @Test
    void openApi_isTheRouteTable() throws Exception {
        JsonNode paths = document().get("paths");
        Set<String> documented = new HashSet<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                documented.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(documented).isEqualTo(registered()).hasSize(table().size());
    }

    /** What Javalin itself would serve. */
    private Set<String> registered() {
        Javalin javalin = ApiServer.create(
                ApiServer.Settings.loopback(0), installation.api().routes());
        Set<String> registered = new HashSet<>();
        javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .forEach(endpoint -> registered.add(endpoint.method.name() + " " + endpoint.path));
        return registered;
    }

    @Test
    void openApi_referencesOnlyWhatIsThere() throws Exception {
        JsonNode document = document();
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.asText().substring(1)).isObject())
                    .as(reference.asText())
                    .isTrue();
        }
        assertThat(document.at("/openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void openApi_namesTheFieldsOfARequest() throws Exception {
        JsonNode schema = document().at("/components/schemas/Issue");

        assertThat(schema.at("/required").toString()).isEqualTo("[\"userName\"]");
        assertThat(schema.at("/properties/path/anyOf/1/type").asText()).isEqualTo("null");
    }

    @Test
    void everyAnswer_carriesTheSecurityHeaders() throws Exception {
        for (String path : List.of("/live", "/tokens", "/nothing-here")) {
            Installation.Reply reply = installation.send(null, "GET", path, null);
            assertThat(reply.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(reply.header("Content-Security-Policy")).as(path).contains("default-src 'none'");
            assertThat(reply.header("Cache-Control")).as(path).isEqualTo("no-store");
            assertThat(reply.header("Server")).as(path).isEmpty();
            assertThat(reply.header("Access-Control-Allow-Origin")).as(path).isEmpty();
        }
    }

    private JsonNode document() throws Exception {
        return installation.send(null, "GET", "/openapi.json", null).json();
    }
}
