package io.keycanary.bench.corpus;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Plans the files of an ordinary trail of several accounts: whole, well-formed, with decoys here and there. */
final class Mix {
    /** Decoys that occur, in every way. They make the sets of 1, 10, 1,000 and 100,000 tokens find more and more. */
    private static final List<Integer> CARRIERS = List.of(0, 3, 7, 42, 512, 999, 4_711, Fleet.SIZE - 1);

    private static final int ACCOUNTS_WITH_DECOYS = 5;
    private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    private final long seed;
    private final Size size;
    private final Fleet fleet;
    private final List<Landscape> accounts;

    Mix(long seed, Size size, Fleet fleet) {
        this.seed = seed;
        this.size = size;
        this.fleet = fleet;
        // Most of the accounts also have decoys: no key can be told from a decoy's by its account.
        accounts = Stream.concat(
                        fleet.accounts().stream().limit(ACCOUNTS_WITH_DECOYS),
                        Stream.of("4" + Dice.of(seed, "foreign account", 0).digits(11)))
                .map(account -> new Landscape(seed, account))
                .toList();
    }

    /** All files, the largest first. */
    List<LogFile> files() {
        List<LogFile> files = new ArrayList<>();
        for (int i = 0; i < size.files(); i++) {
            files.add(file(i));
        }
        Dice dice = Dice.of(seed, "places", 0);
        for (int carrier : CARRIERS) {
            Decoy decoy = fleet.decoy(carrier);
            Decoy other = fleet.decoy(carrier == 0 ? CARRIERS.getLast() : 0);
            Stream.of(Uses.ALL, Tampers.ALL, Traps.ALL)
                    .flatMap(List::stream)
                    .forEach(planting -> plant(files, new LogFile.Occurrence(planting, decoy, other), dice));
        }
        for (int i = 0; i < Fleet.SESSIONS; i++) {
            Decoy decoy = fleet.decoy(Fleet.SIZE + i);
            for (Planting planting : List.of(Sessions.USED, Sessions.ISSUED, Sessions.USED)) {
                plant(files, new LogFile.Occurrence(planting, decoy, decoy), dice);
            }
        }
        return files;
    }

    private LogFile file(int ordinal) {
        Dice dice = Dice.of(seed, "file", ordinal);
        Landscape landscape = dice.pickOften(accounts);
        String region = dice.pickOften(landscape.regions);
        Instant begin = MONDAY.plusSeconds(300L * dice.below(7 * 288));
        String path = "mix/AWSLogs/%s/CloudTrail/%s/%s/%1$s_CloudTrail_%2$s_%s_%s.json.gz"
                .formatted(
                        landscape.account,
                        region,
                        DAY.format(begin),
                        MINUTE.format(begin.plusSeconds(300)),
                        dice.base64(16).replace('+', 'p').replace('/', 's'));
        return new LogFile(path, size.records(ordinal, dice), landscape, region, begin, dice);
    }

    /** Half of them anywhere, half of them in the first files, which hold the bulk. */
    private static void plant(List<LogFile> files, LogFile.Occurrence occurrence, Dice dice) {
        boolean planted = false;
        while (!planted) {
            LogFile file = dice.oneIn(2) ? dice.pick(files) : dice.pickOften(files);
            planted = file.plant(dice.below(file.records), occurrence);
        }
    }
}
