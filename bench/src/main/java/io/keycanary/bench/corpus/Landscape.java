package io.keycanary.bench.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What is in one account besides decoys: its users, its roles with their sessions, and the names of its resources. */
final class Landscape {
    private static final List<String> TEAMS = List.of(
            "checkout",
            "catalog",
            "payments",
            "identity",
            "fraud",
            "search",
            "logistics",
            "data",
            "platform",
            "mobile",
            "billing",
            "growth");
    private static final List<String> STAGES = List.of("prod", "prod", "staging", "dev");
    private static final List<String> PEOPLE = List.of(
            "a.meyer",
            "j.santos",
            "k.nguyen",
            "l.rossi",
            "m.dubois",
            "n.okafor",
            "p.novak",
            "r.singh",
            "s.tanaka",
            "t.larsen",
            "u.khan",
            "v.petrov");
    private static final List<String> DUTIES = List.of(
            "worker", "api", "ingest", "deploy", "scheduler", "exporter", "gateway", "indexer", "janitor", "monitor");

    final String account;
    final List<String> regions;
    final List<Person> users;
    final List<Session> sessions;
    private final Map<String, List<String>> names = new HashMap<>();

    /** A user with a long-term key. */
    record Person(String name, String principalId, String accessKeyId) {}

    /** A role in use. */
    record Session(String role, String rolePrincipalId, String name, String accessKeyId, String created) {}

    Landscape(long seed, String account) {
        this.account = account;
        Dice dice = Dice.of(seed, "landscape", Long.parseLong(account));
        regions = List.of("us-east-1", dice.pick(List.of("eu-west-1", "eu-central-1")), "us-west-2");
        users = PEOPLE.stream().map(name -> person(name, dice)).toList();
        sessions = IntStream.range(0, 60).mapToObj(i -> session(dice)).toList();
        name("user", users.size(), i -> users.get(i).name());
        name("role", 40, i -> workload(dice) + "-role");
        name("bucket", 40, i -> "acme-" + workload(dice) + "-" + account.substring(8));
        name(
                "object",
                60,
                i -> dice.pick(TEAMS) + "/2026/11/" + dice.pick(DUTIES) + "/part-" + dice.digits(5) + ".parquet");
        name("table", 20, i -> workload(dice));
        name("function", 40, i -> workload(dice) + "-handler");
        name("queue", 20, i -> workload(dice) + "-jobs");
        name("topic", 15, i -> workload(dice) + "-events");
        name(
                "secret",
                25,
                i -> workload(dice) + "/database-"
                        + dice.base64(6).replace('+', 'x').replace('/', 'y'));
        name("parameter", 40, i -> "/" + dice.pick(STAGES) + "/" + dice.pick(TEAMS) + "/" + dice.pick(DUTIES) + "/url");
        name("instance", 50, i -> "i-0" + dice.hex(16));
        name("group", 20, i -> "sg-0" + dice.hex(16));
        name("subnet", 12, i -> "subnet-0" + dice.hex(16));
        name("vpc", 4, i -> "vpc-0" + dice.hex(16));
        name("volume", 50, i -> "vol-0" + dice.hex(16));
        name("image", 10, i -> "ami-0" + dice.hex(16));
        name("kms", 12, i -> dice.uuid());
        name("loggroup", 40, i -> "/aws/lambda/" + workload(dice) + "-handler");
        name("stack", 20, i -> workload(dice));
        name("cluster", 5, i -> dice.pick(STAGES) + "-" + dice.pick(TEAMS));
        name("repository", 20, i -> dice.pick(TEAMS) + "/" + dice.pick(DUTIES));
        name("database", 10, i -> workload(dice) + "-db");
        name("address", 30, i -> "10." + dice.below(256) + "." + dice.below(256) + "." + dice.below(256));
    }

    /** The names of one sort of resource. */
    List<String> names(String sort) {
        List<String> found = names.get(sort);
        if (found == null) {
            throw new IllegalArgumentException("no resources are called <" + sort + ">");
        }
        return found;
    }

    private void name(String sort, int count, Function<Integer, String> of) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(of.apply(i));
        }
        names.put(sort, made);
    }

    private Person person(String name, Dice dice) {
        return new Person(name, AwsId.principal("AIDA", account, dice), AwsId.key("AKIA", account, dice));
    }

    private Session session(Dice dice) {
        String name = switch (dice.below(3)) {
            case 0 -> "i-0" + dice.hex(16);
            case 1 -> dice.pick(PEOPLE) + "@acme.example";
            default -> workload(dice);
        };
        return new Session(
                workload(dice) + "-role",
                AwsId.principal("AROA", account, dice),
                name,
                AwsId.key("ASIA", account, dice),
                "2026-11-02T%02d:%02d:%02dZ".formatted(dice.below(24), dice.below(60), dice.below(60)));
    }

    private static String workload(Dice dice) {
        return dice.pick(STAGES) + "-" + dice.pick(TEAMS) + "-" + dice.pick(DUTIES);
    }
}
