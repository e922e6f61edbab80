package io.keycanary.endpoint;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/**
 * The ids that an answer carries, in the form of its service.
 *
 * @param hostId S3's second id, empty elsewhere
 */
record RequestIds(String requestId, String hostId) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int S3_LENGTH = 16;
    private static final int DYNAMODB_LENGTH = 52;

    static RequestIds next(Operation operation) {
        if (operation.wire() == Wire.S3) {
            byte[] host = new byte[56];
            RANDOM.nextBytes(host);
            return new RequestIds(letters(S3_LENGTH), Base64.getEncoder().encodeToString(host));
        }
        boolean dynamo = operation.service().equals("dynamodb");
        return new RequestIds(
                dynamo ? letters(DYNAMODB_LENGTH) : UUID.randomUUID().toString(), "");
    }

    private static String letters(int length) {
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }
}
