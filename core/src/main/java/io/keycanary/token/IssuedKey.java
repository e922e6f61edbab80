package io.keycanary.token;

/** A key that an issuer made, and its secret, which is never given again. */
public record IssuedKey(AccessKey key, Secret secret) {}
