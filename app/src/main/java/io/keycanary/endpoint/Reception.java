package io.keycanary.endpoint;

import io.keycanary.endpoint.Fault.Kind;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from claim to answer. Nothing is answered to a caller with a key of ours before its record is delivered,
 * so an answer that was seen means a sighting that is stored.
 */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final OperationReader operations;
    private final AccessCheck accessCheck;
    private final SecurityTokenService sts;
    private final RecordSink sink;
    private final EndpointCounts counts;

    Reception(DecoyKeys keys, RecordSink sink, String ownHost, EndpointCounts counts) {
        this.operations = new OperationReader(ownHost);
        this.accessCheck = new AccessCheck(keys);
        this.sts = new SecurityTokenService(keys);
        this.sink = sink;
        this.counts = counts;
    }

    Answer receive(HttpCall call) {
        Claim claim = ClaimReader.read(call);
        Operation operation = operations.read(call, claim);
        RequestIds ids = RequestIds.next(operation);
        try {
            return switch (accessCheck.check(call, claim)) {
                case Verdict.Stranger stranger -> {
                    counts.strangers.increment();
                    yield error(stranger.fault(), call, operation, ids);
                }
                case Verdict.Caller caller -> serve(call, operation, ids, caller);
            };
        } catch (StoreDownException e) {
            LOG.warn("A request could not be stored and was answered with 503: {}", e.getMessage());
            counts.unavailable.increment();
            return error(Fault.of(Kind.UNAVAILABLE), call, operation, ids);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            counts.unavailable.increment();
            return error(Fault.of(Kind.UNAVAILABLE), call, operation, ids);
        }
    }

    private Answer serve(HttpCall call, Operation operation, RequestIds ids, Verdict.Caller caller)
            throws StoreDownException, InterruptedException {
        DecoyKey key = caller.key();
        Fault fault = caller.fault() == null ? refusal(call, operation, key) : caller.fault();
        if (fault != null) {
            Problem problem = Wording.of(fault, operation.wire());
            deliver(CloudTrailRecord.of(call, operation, key, ids, problem, null), caller);
            return error(fault, call, operation, ids);
        }
        if (operation.action().equals("GetSessionToken")) {
            DecoyKey child = newSession(call, operation, ids, caller);
            DecoyKey.Session session = Objects.requireNonNull(child.session());
            Map<String, Object> elements = SecurityTokenService.responseElements(child, session);
            deliver(CloudTrailRecord.of(call, operation, key, ids, null, elements), caller);
            return SecurityTokenService.sessionToken(operation, child, session, ids);
        }
        deliver(CloudTrailRecord.of(call, operation, key, ids, null, null), caller);
        return SecurityTokenService.callerIdentity(operation, key.user(), ids);
    }

    /** Without a store there is no session, but the spool may still take what was tried. */
    private DecoyKey newSession(HttpCall call, Operation operation, RequestIds ids, Verdict.Caller caller)
            throws StoreDownException, InterruptedException {
        try {
            return sts.newSession(call, caller.key());
        } catch (StoreDownException e) {
            Problem problem = Wording.of(Fault.of(Kind.UNAVAILABLE), operation.wire());
            deliver(CloudTrailRecord.of(call, operation, caller.key(), ids, problem, null), caller);
            throw e;
        }
    }

    private void deliver(byte[] record, Verdict.Caller caller) throws StoreDownException, InterruptedException {
        sink.deliver(record, caller.authenticated());
        (caller.authenticated() ? counts.authenticated : counts.unauthenticated).increment();
    }

    /** Null for what AWS grants to everyone. */
    private static @Nullable Fault refusal(HttpCall call, Operation operation, DecoyKey key) {
        if (operation.is("sts", "GetCallerIdentity")) {
            return null;
        }
        if (operation.is("sts", "GetSessionToken")) {
            return SecurityTokenService.sessionFault(call, key);
        }
        // A session without MFA may not call IAM at all (AWS STS API Reference, GetSessionToken).
        return operation.service().equals("iam") && key.session() != null
                ? Fault.of(Kind.BAD_SESSION_TOKEN)
                : Fault.of(Kind.DENIED, Denial.sentence(operation, call, key.user()));
    }

    private static Answer error(Fault fault, HttpCall call, Operation operation, RequestIds ids) {
        String asked = call.parameter("Version");
        String version = asked != null && asked.matches("\\d{4}-\\d{2}-\\d{2}") ? asked : defaultVersion(operation);
        return ErrorShape.of(fault, operation, ids, version);
    }

    private static String defaultVersion(Operation operation) {
        return operation.service().equals("sts") ? SecurityTokenService.API_VERSION : "2010-05-08";
    }
}
