package io.keycanary.endpoint;

import java.util.Map;

/** An error in the words of one protocol. */
record Problem(int status, String code, String message, Map<String, String> facts) {
    Problem(int status, String code, String message) {
        this(status, code, message, Map.of());
    }
}
