package io.keycanary.token;

/** What an issuer made: the token, and its secret, which is never given again. */
public record IssuedKey(CanaryToken token, Secret secret) {}
