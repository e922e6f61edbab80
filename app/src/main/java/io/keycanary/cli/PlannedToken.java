package io.keycanary.cli;

import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.Placement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token of a plan file. What is empty comes from options and settings.
 *
 * @param where file and line, for messages
 * @param label unique in the file: the same file again makes only what is missing
 * @param userName null to have it named by the setting issue.naming
 * @param place where it is going to be planted; null for nothing known
 */
public record PlannedToken(
        String where,
        String label,
        @Nullable String userName,
        String owner,
        String purpose,
        String playbook,
        List<String> tags,
        @Nullable Place place) {
    /** A place that is planned. */
    public record Place(Placement.Kind kind, String location) {}

    /** Copies the list. */
    public PlannedToken {
        tags = List.copyOf(tags);
    }

    /** Who answers for it, as far as the file says so. */
    Stewardship over(Stewardship defaults) {
        return new Stewardship(
                        owner.isBlank() ? defaults.owner() : owner,
                        purpose.isBlank() ? defaults.purpose() : purpose,
                        playbook.isBlank() ? defaults.playbook() : playbook)
                .tagged(tags.isEmpty() ? defaults.tags() : tags);
    }
}
