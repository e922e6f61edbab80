package io.keycanary.desk;

import io.keycanary.incident.Incident;
import io.keycanary.incident.SourceNetwork;
import io.keycanary.incident.Tally;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Sensors;
import io.keycanary.intake.Stores;
import io.keycanary.pipeline.SourceQueries;
import io.keycanary.respond.QueryKind;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.Uuid7;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Answers the questions of playbooks by what is stored, and writes the queries that ask elsewhere. */
public final class QueryDesk {
    /** More addresses than these go into no query that anyone runs. */
    private static final int MAX_SOURCES = 50;

    private final Ledger ledger;

    /** A desk over this ledger. */
    public QueryDesk(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The answer, line by line. It may quote records: whoever shows it escapes. */
    public List<String> answer(QueryKind kind, CaseFile file) {
        return switch (kind) {
            case SAME_SOURCE -> sameSource(file);
            case SAME_PLACE -> samePlace(file);
            case ACCESS -> access(file);
        };
    }

    private List<String> sameSource(CaseFile file) {
        List<String> lines = new ArrayList<>();
        Tally tally =
                ledger.read(stores -> stores.incidents().tally(file.incident().id(), Tally.Of.SOURCE, MAX_SOURCES));
        List<String> sources = tally.most().stream().map(Tally.Count::value).toList();
        lines.add("sources, with their sightings: " + (sources.isEmpty() ? "none is known" : tally.words()));
        lines.addAll(others(file.campaign()));
        List<String> addresses = addresses(tally);
        if (addresses.isEmpty()) {
            lines.add("none of them is an address, so logs cannot be asked for it");
            return lines;
        }
        lines.add("ask your logs who else came from there (CloudWatch Logs Insights, on the trail's log group):");
        SourceQueries.insights(addresses).lines().forEach(lines::add);
        lines.add("the same for Athena:");
        SourceQueries.athena(addresses).lines().forEach(lines::add);
        return lines;
    }

    /** The addresses that an incident came from, the most frequent ones. */
    public static List<String> addresses(CaseFile file) {
        return addresses(file.sources());
    }

    private static List<String> addresses(Tally sources) {
        return sources.most().stream()
                .map(Tally.Count::value)
                .filter(source -> SourceNetwork.of(source).linkable())
                .toList();
    }

    private List<String> others(List<Incident> campaign) {
        if (campaign.isEmpty()) {
            return List.of("no other token was hit from the same networks");
        }
        return ledger.read(stores -> campaign.stream()
                .map(other -> "also hit from the same network: token " + label(stores, other) + ", incident "
                        + Uuid7.shortForm(other.id()) + " (" + other.state() + ")")
                .toList());
    }

    private static String label(Stores stores, Incident incident) {
        return Sensors.find(stores, incident.token())
                .map(CanaryToken::label)
                .orElse(incident.token().shortForm());
    }

    private List<String> samePlace(CaseFile file) {
        List<Placement> own = file.places();
        if (own.isEmpty()) {
            return List.of("no place of this token is recorded, so nothing is known to share it");
        }
        List<String> near = ledger.read(stores -> {
            List<String> found = new ArrayList<>();
            for (CanaryToken token : Names.all(stores.tokens())) {
                if (!token.id().equals(file.token().id())) {
                    stores.tokens().placements(token.id()).stream()
                            .filter(place -> own.stream().anyMatch(mine -> near(mine, place)))
                            .forEach(place -> found.add("token " + token.label() + " (" + token.state() + "): "
                                    + word(place.kind()) + " " + place.location() + " (" + place.state() + ")"));
                }
            }
            return found;
        });
        return near.isEmpty() ? List.of("no other token is recorded in the same folder, or below or above it") : near;
    }

    /** In the same folder, repository or store, or in one that holds the other. */
    private static boolean near(Placement one, Placement other) {
        String mine = folder(one.location());
        String theirs = folder(other.location());
        return one.kind() == other.kind()
                && (mine.equals(theirs) || mine.startsWith(theirs + "/") || theirs.startsWith(mine + "/"));
    }

    private static String folder(String location) {
        int slash = location.lastIndexOf('/');
        return slash <= 0 ? location : location.substring(0, slash);
    }

    private static String word(Placement.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> access(CaseFile file) {
        List<String> lines = new ArrayList<>();
        lines.add("who could read the place is not recorded here; ask where it is:");
        file.places()
                .forEach(place -> lines.add(word(place.kind()) + " " + place.location() + ": " + whom(place.kind())));
        if (file.places().stream().anyMatch(place -> place.kind() == Placement.Kind.SECRET_STORE)) {
            lines.add("who read secrets (CloudWatch Logs Insights, on the trail's log group):");
            SourceQueries.secretReaders().lines().forEach(lines::add);
        }
        lines.add(
                switch (file.token().account()) {
                    case Account.AwsAccount aws ->
                        "rights of every identity of account " + aws.id()
                                + ": aws iam get-account-authorization-details --filter User Role Group LocalManagedPolicy";
                    case Account.LocalAccount local ->
                        "the token lives at the decoy endpoint: there is no AWS account to ask for rights";
                });
        return lines;
    }

    private static String whom(Placement.Kind kind) {
        return switch (kind) {
            case REPOSITORY -> "members, teams, deploy keys, tokens and apps of the repository; its clone log";
            case CI -> "who may change the pipeline or its variables, and each runner that gets them";
            case HOST -> "who can log on, who has root, and who reads backups, snapshots and images";
            case SECRET_STORE -> "the policy of the store and of its keys, and its audit log";
            case OTHER -> "whoever answers for the place";
        };
    }
}
