package io.keycanary.api;

import io.javalin.http.HttpResponseException;
import io.keycanary.desk.StaleVersionException;
import io.keycanary.desk.UnknownNameException;
import io.keycanary.incident.IllegalMoveException;
import io.keycanary.intake.LedgerException;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.token.AccountException;
import io.keycanary.token.DuplicateIdentifierException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which error of ours is which problem of the caller's. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static Problem of(Exception e) {
        return switch (e) {
            case Problem problem -> problem;
            case UnknownNameException unknown -> Problem.notFound(text(unknown));
            case StaleVersionException stale -> new Problem(412, "Precondition Failed", text(stale));
            case IllegalMoveException move -> Problem.conflict(text(move));
            case ActionRefusedException refused -> Problem.conflict(text(refused));
            case AccountException account -> new Problem(502, "Bad Gateway", text(account));
            case DuplicateIdentifierException twice -> Problem.conflict(text(twice));
            case LedgerException down -> down(down);
            case HttpResponseException http -> ofRouting(http);
            case UncheckedIOException gone -> Problem.badRequest(text(gone));
            default -> bug(e);
        };
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** No such route, or no such method on it. */
    private static Problem ofRouting(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> Problem.notFound("there is nothing here; GET /api/v1/openapi.json lists what is");
            case 405 ->
                new Problem(405, "Method Not Allowed", "this is not done with this method; see /api/v1/openapi.json");
            default -> new Problem(e.getStatus(), "Error", "the request was not understood");
        };
    }

    private static Problem down(LedgerException e) {
        LOG.warn("the store cannot be used: {}", e.getMessage());
        return new Problem(
                503, "Service Unavailable", "the store cannot be used now; try again", Map.of("Retry-After", "5"));
    }

    private static Problem bug(Exception e) {
        LOG.error("a request failed for a reason of ours", e);
        return new Problem(500, "Internal Server Error", "this is a fault of the server; its log says more");
    }
}
