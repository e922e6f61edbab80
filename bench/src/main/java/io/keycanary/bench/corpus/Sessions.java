package io.keycanary.bench.corpus;

/** The decoys that obtain temporary keys, and the use of such a key, which names the decoy nowhere. */
final class Sessions {
    static final Planting ISSUED = Planting.match("temporary key issued", "use", (e, d, o, dice) -> {
        e.call("sts", "GetSessionToken", true, "{\"durationSeconds\":43200}");
        Uses.act(e, d, Identity.user(d));
        e.response = """
                {"credentials":{"accessKeyId":"%s","sessionToken":"%s=","expiration":"Nov 4, 2026, 1:02:03 PM"}}""".formatted(d.sessionKey(), dice.base64(320));
    });

    static final Planting USED = Planting.match(
            "temporary key used",
            "use",
            (e, d, o, dice) -> Uses.act(
                    e,
                    d,
                    "{\"type\":\"IAMUser\",\"accountId\":\"%s\",\"accessKeyId\":\"%s\"}"
                            .formatted(d.account(), d.sessionKey())));

    private Sessions() {}
}
