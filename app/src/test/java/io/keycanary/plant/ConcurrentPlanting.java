package io.keycanary.plant;

import java.nio.file.Path;

/** A process of its own that plants several profiles into one file: arguments are the file, a name, and how many. */
final class ConcurrentPlanting {
    private ConcurrentPlanting() {}

    public static void main(String[] args) {
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            plant(Path.of(args[0]), args[1] + i);
        }
    }

    static void plant(Path file, String profile) {
        new Planter()
                .plant(PlantRequest.of(Format.AWS_CREDENTIALS, file, TestKeys.fresh())
                        .withProfile(profile));
    }
}
