package io.keycanary.bench.scan;

import io.keycanary.bench.scan.Contestant.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everyone who takes part, each called as its own manual says, with nothing tuned away. */
final class Contestants {
    static final String OURS = "keycanary, 1 thread";
    static final String OURS_TWO = "keycanary, 2 threads";
    static final String OURS_JDK = "keycanary, 1 thread, no native library";
    static final String LIBDEFLATE = "libdeflate-gunzip";
    static final String JDK_INFLATER = "java.util.zip.Inflater";
    static final String AWS = "aws-cloudtrail-processing-library 1.1.3";
    static final String DUCKDB = "DuckDB read_json";

    /** Which records a query has to give, for tools that can say it. */
    private static final String JQ = ".Records[] | select([.userIdentity | .principalId, .accessKeyId, .arn,"
            + " (.sessionContext.sessionIssuer? | .principalId?, .arn?), (.userName | select(false))]"
            + " + [(.requestParameters, .resources) | .. | strings] | any(. != null and $watched[.])) | .eventID";

    private final String launcher;
    private final String java;
    private final String classPath;

    /**
     * The list.
     *
     * @param launcher starts keycanary
     * @param java starts a JVM for the rivals in Java: the same one as ours
     * @param classPath of the rivals
     */
    Contestants(String launcher, String java, String classPath) {
        this.launcher = launcher;
        this.java = java;
        this.classPath = classPath;
    }

    /** The scan verb with one thread, with two, and with one where libdeflate is not found. */
    List<Contestant> ours() {
        return List.of(
                new Contestant(OURS, launcher, Answer.SCAN, false, task -> scan(task, "1")),
                new Contestant(OURS_TWO, launcher, Answer.SCAN, false, task -> scan(task, "2")),
                new Contestant(
                        OURS_JDK,
                        launcher,
                        Answer.SCAN,
                        false,
                        task -> Stream.concat(
                                        Stream.of("env", "KEYCANARY_LIBDEFLATE=/nowhere"), scan(task, "1").stream())
                                .toList()));
    }

    List<Contestant> everyone() {
        return Stream.of(ours(), gunzips(), searchers()).flatMap(List::stream).toList();
    }

    /** Those whose rate is told from their fixed cost: the fast ones. */
    List<Contestant> fast() {
        return everyone().stream().filter(one -> !one.slow()).toList();
    }

    /** Those that only unpack: what no scan of compressed logs can do without. */
    List<Contestant> gunzips() {
        return List.of(
                gunzip(LIBDEFLATE, "libdeflate-gunzip", "libdeflate-gunzip -c"),
                gunzip("igzip -dc", "igzip", "igzip -d -c"),
                gunzip("zcat", "zcat", "zcat"),
                inJava(JDK_INFLATER, "InflateOnly", Answer.NOTHING, false, Task::tokens));
    }

    List<Contestant> searchers() {
        return List.of(
                inJava("Jackson, streaming", "JacksonScan", Answer.EVENTS, false, Task::tokens),
                new Contestant(
                        "rg -z -F -f",
                        "rg",
                        Answer.FILES,
                        true,
                        task -> List.of(
                                "rg",
                                "-z",
                                "-F",
                                "-c",
                                "--no-ignore",
                                "--hidden",
                                "-f",
                                task.identifiers().toString(),
                                task.folder().toString())),
                new Contestant(
                        "zgrep -F -f",
                        "zgrep",
                        Answer.FILES,
                        true,
                        task -> Contestant.overFiles(task, "zgrep -H -F -c -f '" + task.identifiers() + "'", "")),
                new Contestant(
                        "zcat to jq",
                        "jq",
                        Answer.EVENTS,
                        true,
                        task -> Contestant.overFiles(
                                task,
                                "zcat",
                                "| jq -r --rawfile file '" + task.identifiers()
                                        + "' '($file | split(\"\\n\") | map(select(. != \"\") | {(.): true}) | add) as $watched | "
                                        + JQ
                                        + "'")),
                inJava(AWS, "AwsLibraryScan", Answer.EVENTS, true, Task::identifiers),
                inJava(DUCKDB, "DuckDbScan", Answer.EVENTS, true, Task::identifiers));
    }

    private List<String> scan(Task task, String threads) {
        List<String> line = new ArrayList<>(List.of(launcher, "scan", "--format", "json", "--threads", threads));
        line.addAll(List.of("--tokens", task.tokens().toString(), task.folder().toString()));
        return line;
    }

    private static Contestant gunzip(String name, String needs, String program) {
        return new Contestant(
                name, needs, Answer.NOTHING, false, task -> Contestant.overFiles(task, program, "> /dev/null"));
    }

    /** Makes the prepared index of a task. */
    List<String> preparation(Task task) {
        return List.of(
                java,
                "-cp",
                classPath,
                "io.keycanary.bench.scan.PrepareIndex",
                task.tokensInJson().toString(),
                task.tokens().toString());
    }

    private Contestant inJava(
            String name,
            String type,
            Answer answer,
            boolean slow,
            java.util.function.Function<Task, java.nio.file.Path> input) {
        String className = "io.keycanary.bench.scan." + type;
        return new Contestant(
                name,
                className,
                answer,
                slow,
                task -> Stream.of(
                                java,
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath,
                                className,
                                input.apply(task).toString(),
                                task.folder().toString())
                        .toList());
    }
}
