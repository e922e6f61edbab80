package io.keycanary.figures;

import io.keycanary.source.DetectionPath;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What things cost, as the user found out on a date. Nothing is assumed: prices differ by region and contract.
 *
 * @param token a month
 * @param paths a month, each
 * @param savings null when the user did not give all that it needs
 */
public record Prices(
        LocalDate date,
        String currency,
        double token,
        Map<DetectionPath, Double> paths,
        @Nullable Savings savings) {
    /** Copies the map. */
    public Prices {
        paths = Map.copyOf(paths);
    }

    /**
     * What the user says that is saved.
     *
     * @param noisyAlertsPerDay alerts of other tools that need not be looked at any more
     * @param minutesPerAlert each took so long
     * @param hourlyRate of those who looked
     * @param dwellDaysAvoided a month: days by which intruders are found earlier
     * @param costPerDwellDay of such a day
     */
    public record Savings(
            double noisyAlertsPerDay,
            double minutesPerAlert,
            double hourlyRate,
            double dwellDaysAvoided,
            double costPerDwellDay) {
        /** A month has a twelfth of a year. */
        public double perMonth() {
            return noisyAlertsPerDay * 365 / 12 * minutesPerAlert / 60 * hourlyRate
                    + dwellDaysAvoided * costPerDwellDay;
        }
    }

    /** Of so many tokens and the listed paths, a month. */
    public double cost(long tokensInUse) {
        return tokensInUse * token
                + paths.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
