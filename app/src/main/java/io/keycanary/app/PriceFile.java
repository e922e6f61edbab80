package io.keycanary.app;

import io.keycanary.cli.CommandFailure;
import io.keycanary.figures.Prices;
import io.keycanary.source.DetectionPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a price file; {@code docs/figures.md} has its form. */
final class PriceFile {
    private static final String NOISY = "savings.noisy-alerts-per-day";
    private static final String MINUTES = "savings.minutes-per-alert";
    private static final String RATE = "savings.hourly-rate";
    private static final String DWELL = "savings.dwell-days-avoided";
    private static final String DAY = "savings.cost-per-dwell-day";
    private static final Set<String> SAVINGS = Set.of(NOISY, MINUTES, RATE, DWELL, DAY);

    private final Path file;
    private final Map<String, Setting> set;

    private PriceFile(Path file, Map<String, Setting> set) {
        this.file = file;
        this.set = set;
    }

    static Prices read(Path file) {
        if (!Files.exists(file)) {
            throw CommandFailure.badInput("there is no price file " + file + "; docs/figures.md has its form");
        }
        SettingsFile settings = SettingsFile.read(file);
        Set<String> names = new HashSet<>(SAVINGS);
        names.addAll(Set.of("date", "currency", "token"));
        for (DetectionPath path : DetectionPath.values()) {
            names.add("paths." + path.word());
        }
        settings.allowOnly(names, Set.of());
        return new PriceFile(file, settings.scalars()).prices();
    }

    private Prices prices() {
        Map<DetectionPath, Double> paths = new EnumMap<>(DetectionPath.class);
        for (DetectionPath path : DetectionPath.values()) {
            Setting price = set.get("paths." + path.word());
            if (price != null) {
                paths.put(path, amount(price));
            }
        }
        return new Prices(date(), required("currency").text(), amount(required("token")), paths, savings());
    }

    private LocalDate date() {
        Setting date = required("date");
        try {
            return LocalDate.parse(date.value());
        } catch (DateTimeException e) {
            throw date.wrong("the day of the prices, such as 2026-11-01");
        }
    }

    /** All or nothing: half of it would be an estimate of our own. */
    private Prices.@Nullable Savings savings() {
        if (SAVINGS.stream().noneMatch(set::containsKey)) {
            return null;
        }
        return new Prices.Savings(
                amount(required(NOISY)),
                amount(required(MINUTES)),
                amount(required(RATE)),
                amount(required(DWELL)),
                amount(required(DAY)));
    }

    private Setting required(String name) {
        Setting setting = set.get(name);
        if (setting == null) {
            throw CommandFailure.badInput(file + ": \"" + name + "\" is missing");
        }
        return setting;
    }

    private static double amount(Setting setting) {
        if (!setting.value().matches("\\d{1,12}(\\.\\d{1,9})?")) {
            throw setting.wrong("an amount, 0 or more, such as 3.20");
        }
        return Double.parseDouble(setting.value());
    }
}
