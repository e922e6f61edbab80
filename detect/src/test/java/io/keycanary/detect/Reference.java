package io.keycanary.detect;

import io.keycanary.detect.ReferenceJson.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules once more, as plainly as possible and as slowly as it gets: the detector must agree with it. */
final class Reference {
    private record Leaf(String path, String text) {}

    private static final Pattern ABOUT = Pattern.compile("(?s)(requestParameters|resources)([.\\[].*)?");
    private static final Pattern AFFECTED = Pattern.compile("detail\\.affectedEntities\\[\\d+]\\.entityValue");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Set<String> IDENTITY = Set.of(
            "userIdentity.principalId",
            "userIdentity.accessKeyId",
            "userIdentity.arn",
            "userIdentity.sessionContext.sessionIssuer.principalId",
            "userIdentity.sessionContext.sessionIssuer.arn");

    private final List<WatchedToken> tokens;
    private final List<WatchedSensor> sensors;
    private final Map<String, String> learned = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private long records;

    private Reference(List<WatchedToken> tokens, List<WatchedSensor> sensors) {
        this.tokens = tokens;
        this.sensors = sensors;
    }

    /** One line per match, as {@link Seen#lines} gives them; up to where the input is well-formed, plain JSON. */
    static List<String> lines(List<WatchedToken> tokens, List<WatchedSensor> sensors, String input) {
        Reference reference = new Reference(tokens, sensors);
        reference.read(values(input));
        return reference.lines;
    }

    /** The JSON of a text, without a byte order mark and the timestamps of an export. */
    static String values(String input) {
        return input.replaceFirst("^\ufeff", "").replaceAll("(?m)^\\d{4}-[-0-9T:.]+Z ", "");
    }

    private void read(String text) {
        for (Node value : ReferenceJson.values(text)) {
            if (value.isArray()) {
                for (Node element : value.children) {
                    open(element);
                }
            } else {
                open(value);
            }
        }
    }

    private void open(Node node) {
        List<Node> lists = node.children.stream()
                .filter(n -> n.isArray()
                        && List.of("Records", "logEvents", "Messages").contains(n.name))
                .toList();
        for (Node list : lists) {
            for (Node element : list.children) {
                open(element);
            }
        }
        if (lists.isEmpty() && isRecord(node)) {
            record(node);
        } else if (node.members("detail-type").stream().anyMatch(n -> n.text.equals("AWS Health Event"))) {
            health(node);
        } else if (lists.isEmpty()) {
            envelope(node);
        }
    }

    private static boolean isRecord(Node node) {
        boolean lookAlike = node.has("s3") || node.has("insightDetails") || node.has("eventSourceARN");
        return !lookAlike
                && (node.has("userIdentity")
                        || node.has("eventName") && node.has("eventSource")
                        || node.has("eventVersion") && node.has("eventID"));
    }

    private void envelope(Node node) {
        for (Node member : node.children) {
            boolean text = List.of("Message", "Body", "body").contains(member.name)
                    || member.name.equals("message") && node.has("timestamp");
            if (text && member.isString()) {
                read(member.text);
            } else if (member.name.equals("detail") || member.name.equals("Sns")) {
                open(member);
            }
        }
    }

    private void health(Node event) {
        List<Leaf> leaves = leaves(event);
        boolean exposed = texts(leaves, "detail.eventTypeCode").contains("AWS_RISK_CREDENTIALS_EXPOSED");
        for (WatchedToken token : tokens) {
            List<Integer> found = positions(
                    leaves, leaf -> exposed && AFFECTED.matcher(leaf.path).matches() && isIdentifier(token, leaf.text));
            if (!found.isEmpty()) {
                lines.add(records + " " + token.id() + " EXPOSURE "
                        + found.stream().map(i -> leaves.get(i).path).toList());
            }
        }
        records++;
    }

    private void record(Node record) {
        List<Leaf> leaves = leaves(record);
        TreeMap<Integer, String> used = new TreeMap<>();
        TreeMap<Integer, String> ordered = new TreeMap<>();
        for (WatchedToken token : tokens) {
            List<Integer> use = positions(leaves, leaf -> isUse(leaf, token, leaves));
            List<Integer> target = positions(leaves, leaf -> isTarget(leaf, token, leaves));
            boolean exposed = !target.isEmpty() && isQuarantine(leaves);
            String kind = !use.isEmpty() ? "USE" : exposed ? "EXPOSURE" : "TAMPER";
            List<Integer> found = !use.isEmpty() ? use : target;
            if (!use.isEmpty()) {
                used.putIfAbsent(firstOf(use, target), token.id()); // of two with one name, the first of the index
            } else if (exposed) {
                found = new ArrayList<>(found);
                found.addAll(positions(leaves, Reference::isPolicy));
                found.sort(null);
            }
            add(ordered, leaves, token.id(), kind, found, firstOf(use, target));
        }
        for (WatchedSensor sensor : sensors) {
            List<Integer> target = positions(leaves, leaf -> isSensor(leaf, sensor, leaves));
            add(ordered, leaves, sensor.id(), "TAMPER", target, firstOf(target, target));
        }
        lines.addAll(ordered.values());
        learn(leaves, new LinkedHashSet<>(used.values()));
        records++;
    }

    private static int firstOf(List<Integer> a, List<Integer> b) {
        return Math.min(a.isEmpty() ? Integer.MAX_VALUE : a.get(0), b.isEmpty() ? Integer.MAX_VALUE : b.get(0));
    }

    private void add(
            TreeMap<Integer, String> ordered, List<Leaf> leaves, String id, String kind, List<Integer> found, int at) {
        if (!found.isEmpty()) {
            Set<String> paths = new LinkedHashSet<>();
            found.forEach(i -> paths.add(leaves.get(i).path));
            // Two subjects may be hit by one value (the same user name): then in the order of the index.
            int key = at * 64;
            while (ordered.containsKey(key)) {
                key++;
            }
            ordered.put(key, records + " " + id + " " + kind + " " + paths);
        }
    }

    private void learn(List<Leaf> leaves, Set<String> used) {
        Set<String> names = texts(leaves, "eventName");
        boolean call = names.contains("GetSessionToken") || names.contains("GetFederationToken");
        if (call && texts(leaves, "eventSource").contains("sts.amazonaws.com")) {
            for (String key : texts(leaves, "responseElements.credentials.accessKeyId")) {
                boolean known = tokens.stream().anyMatch(t -> isIdentifier(t, key));
                if (!known && key.matches("\\w{16,128}")) {
                    used.stream().findFirst().ifPresent(id -> learned.putIfAbsent(key, id));
                }
            }
        }
    }

    private boolean isIdentifier(WatchedToken token, String text) {
        return token.accessKeyIds().contains(text)
                || text.equals(token.principalId())
                || text.equals(token.userArn())
                || token.id().equals(learned.get(text));
    }

    private boolean isUse(Leaf leaf, WatchedToken token, List<Leaf> leaves) {
        return IDENTITY.contains(leaf.path) && isIdentifier(token, leaf.text)
                || leaf.path.equals("userIdentity.userName") && isUserName(leaf, token, leaves, "signin.amazonaws.com");
    }

    private boolean isTarget(Leaf leaf, WatchedToken token, List<Leaf> leaves) {
        return ABOUT.matcher(leaf.path).matches()
                && (isIdentifier(token, leaf.text) || isUserName(leaf, token, leaves, "iam.amazonaws.com"));
    }

    private static boolean isUserName(Leaf leaf, WatchedToken token, List<Leaf> leaves, String service) {
        String arn = token.userArn();
        return arn != null
                && leaf.text
                        .toLowerCase(Locale.ROOT)
                        .equals(arn.substring(arn.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
                && leaf.text.chars().allMatch(c -> c < 128)
                && isCall(leaves, service, arn.split(":")[4]);
    }

    private static boolean isCall(List<Leaf> leaves, String service, String account) {
        Set<String> accounts = new HashSet<>(texts(leaves, "recipientAccountId"));
        accounts.addAll(texts(leaves, "userIdentity.accountId"));
        return texts(leaves, "eventSource").contains(service) && (account.isEmpty() || accounts.contains(account));
    }

    private static boolean isPolicy(Leaf leaf) {
        return leaf.path.equals("requestParameters.policyArn")
                        && leaf.text.matches("(?s)arn:aws.*:iam::aws:policy/AWSCompromisedKeyQuarantine.*")
                || leaf.path.equals("requestParameters.policyName")
                        && leaf.text.equals("AWSExposedCredentialPolicy_DO_NOT_REMOVE");
    }

    private static boolean isQuarantine(List<Leaf> leaves) {
        Set<String> names = texts(leaves, "eventName");
        return leaves.stream().anyMatch(Reference::isPolicy)
                && texts(leaves, "eventSource").contains("iam.amazonaws.com")
                && (names.contains("AttachUserPolicy") || names.contains("PutUserPolicy"));
    }

    private static boolean isSensor(Leaf leaf, WatchedSensor sensor, List<Leaf> leaves) {
        if (!ABOUT.matcher(leaf.path).matches()) {
            return false;
        }
        String[] part = sensor.arn().split(":", 6);
        String text = leaf.text;
        String account = part[4];
        boolean named = switch (part[2]) {
            case "cloudtrail" ->
                text.equals(part[5].replace("trail/", "")) && isCall(leaves, "cloudtrail.amazonaws.com", account);
            case "events" ->
                text.equals(part[5].replace("rule/", "")) && isCall(leaves, "events.amazonaws.com", account);
            case "cloudwatch" ->
                text.equals(part[5].replace("alarm:", "")) && isCall(leaves, "monitoring.amazonaws.com", account);
            case "logs" ->
                (text + ":*").endsWith(part[5].replace("log-group:", ""))
                        && (text.equals(part[5].replaceAll("log-group:|:\\*", ""))
                                || (text + ":*").equals(sensor.arn()))
                        && isCall(leaves, "logs.amazonaws.com", account);
            case "sns" ->
                text.startsWith(sensor.arn() + ":")
                        && text.indexOf(':', sensor.arn().length() + 1) < 0
                        && isCall(leaves, "sns.amazonaws.com", account);
            case "sqs" ->
                text.startsWith("http")
                        && text.endsWith("/" + account + "/" + part[5])
                        && isCall(leaves, "sqs.amazonaws.com", account);
            case "iam" -> text.equals(part[5].replace("role/", "")) && isCall(leaves, "iam.amazonaws.com", account);
            default -> text.equals(part[5]) && isCall(leaves, "s3.amazonaws.com", "");
        };
        return named || leaf.text.equals(sensor.arn());
    }

    private static Set<String> texts(List<Leaf> leaves, String path) {
        Set<String> texts = new LinkedHashSet<>();
        leaves.stream().filter(leaf -> leaf.path.equals(path)).forEach(leaf -> texts.add(leaf.text));
        return texts;
    }

    private static List<Integer> positions(List<Leaf> leaves, java.util.function.Predicate<Leaf> test) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            if (test.test(leaves.get(i))) {
                positions.add(i);
            }
        }
        return positions;
    }

    /** All strings of a record in its order. */
    private static List<Leaf> leaves(Node record) {
        record Open(Node node, String path) {}
        List<Leaf> leaves = new ArrayList<>();
        Deque<Open> todo = new ArrayDeque<>(List.of(new Open(record, "")));
        while (!todo.isEmpty()) {
            Open open = todo.pop();
            if (open.node.isString()) {
                leaves.add(new Leaf(open.path, open.node.text));
            }
            for (int i = open.node.children.size() - 1; i >= 0; i--) {
                Node child = open.node.children.get(i);
                todo.push(new Open(child, open.path + step(open.node, open.path.isEmpty(), child, i)));
            }
        }
        return leaves;
    }

    private static String step(Node parent, boolean top, Node child, int i) {
        if (parent.isArray()) {
            return "[" + i + "]";
        }
        if (!NAME.matcher(child.name).matches()) {
            return "[\"" + child.name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
        }
        return (top ? "" : ".") + child.name;
    }
}
