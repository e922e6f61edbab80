package io.keycanary.bench.corpus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The canary tokens: {@value #SIZE} over 25 accounts, of which the first {@code n} make a set of n, and {@value
 * #SESSIONS} more that obtain temporary keys. These are kept apart because a scan that learns a key reads everything
 * twice.
 */
final class Fleet {
    static final int SIZE = 100_000;
    static final int SESSIONS = 5;

    /** Sizes of the sets, each with a token file. */
    static final List<Integer> SETS = List.of(1, 10, 1_000, SIZE);

    private static final List<String> PATHS = List.of("/", "/", "/services/", "/ci/", "/apps/batch/");
    private static final List<String> WORDS = List.of(
            "billing", "report", "export", "backup", "deploy", "ledger", "orders", "search", "media", "audit", "stock",
            "pricing", "mail", "events", "archive", "metrics");

    private final long seed;
    private final List<String> accounts;

    Fleet(long seed) {
        this.seed = seed;
        Dice dice = Dice.of(seed, "accounts", 0);
        accounts = IntStream.range(0, 25)
                .mapToObj(i -> dice.between(1, 9) + dice.digits(11))
                .toList();
    }

    /** 25 accounts with decoys. */
    List<String> accounts() {
        return accounts;
    }

    /** The decoy with this ordinal; those from {@link #SIZE} on obtain temporary keys. */
    Decoy decoy(int ordinal) {
        Dice dice = Dice.of(seed, "decoy", ordinal);
        String account = accounts.get(ordinal % accounts.size());
        String name = "svc-" + dice.pick(WORDS) + "-" + dice.pick(WORDS) + "-" + ordinal / accounts.size();
        return new Decoy(
                "decoy-%06d".formatted(ordinal),
                account,
                AwsId.key("AKIA", account, dice),
                AwsId.principal("AIDA", account, dice),
                dice.pick(PATHS),
                name,
                AwsId.key("ASIA", account, dice));
    }

    /** Writes each set as {@code tokens-N.json}, and its identifiers alone, a line each, as {@code identifiers-N.txt}. */
    void writeTokens(Path folder) throws IOException {
        for (int size : SETS) {
            write(folder, "" + size, 0, size);
        }
        write(folder, "sessions", SIZE, SIZE + SESSIONS);
    }

    private void write(Path folder, String set, int from, int to) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("tokens-" + set + ".json"));
                BufferedWriter lines = Files.newBufferedWriter(folder.resolve("identifiers-" + set + ".txt"))) {
            out.write("[\n");
            for (int i = from; i < to; i++) {
                Decoy decoy = decoy(i);
                lines.write(decoy.accessKeyId() + "\n" + decoy.principalId() + "\n" + decoy.arn() + "\n");
                out.write("{\"id\":\"%s\",\"accessKeyIds\":[\"%s\"],\"principalId\":\"%s\",\"userArn\":\"%s\"}%s\n"
                        .formatted(
                                decoy.token(),
                                decoy.accessKeyId(),
                                decoy.principalId(),
                                decoy.arn(),
                                i + 1 < to ? "," : ""));
            }
            out.write("]\n");
        }
    }
}
