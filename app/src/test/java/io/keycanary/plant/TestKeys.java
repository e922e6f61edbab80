package io.keycanary.plant;

import io.keycanary.token.KeyIds;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Key material for tests, and short ways to read and write text. */
final class TestKeys {
    static final String ID = "AKIAWLPRWNN4GHV7QBTA";
    static final String SECRET = "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";
    static final KeyMaterial KEY = KeyMaterial.of(ID, Secret.of(SECRET), "eu-central-1");
    static final KeyMaterial LOCAL = KEY.at("http://127.0.0.1:9443");

    private TestKeys() {}

    static KeyMaterial fresh() {
        return KeyMaterial.of(KeyIds.accessKey("210987654321"), KeyIds.secret(), "eu-west-3");
    }

    static String secretOf(KeyMaterial key) {
        return key.secret().reveal(SecretAccess.forInsecureReading());
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
