package io.keycanary.plant;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A commented-out block at the end of a source file: the one place that no language reads. The ending of the file's
 * name tells how a comment is written there.
 */
record CommentBlock(String open, String close) implements Layout {
    private static final Set<String> SLASHES = Set.of(
            "java", "kt", "kts", "scala", "groovy", "gradle", "js", "mjs", "cjs", "jsx", "ts", "tsx", "c", "h", "cc",
            "cpp", "hpp", "cs", "go", "rs", "swift", "dart", "php", "proto", "scss", "less");
    private static final Set<String> HASHES = Set.of(
            "py",
            "rb",
            "sh",
            "bash",
            "zsh",
            "pl",
            "r",
            "yml",
            "yaml",
            "toml",
            "tf",
            "tfvars",
            "hcl",
            "cfg",
            "conf",
            "ini",
            "properties",
            "env",
            "mk",
            "cmake",
            "ps1",
            "ex",
            "exs",
            "dockerfile",
            "makefile",
            "gitignore");
    private static final Set<String> DASHES = Set.of("sql", "lua", "hs", "elm", "adb", "ads", "vhd", "vhdl");
    private static final Set<String> MARKUP = Set.of("html", "htm", "xhtml", "xml", "svg", "md", "vue", "pom");

    static CommentBlock in(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (SLASHES.contains(ending)) {
            return new CommentBlock("// ", "");
        }
        if (HASHES.contains(ending)) {
            return new CommentBlock("# ", "");
        }
        if (DASHES.contains(ending)) {
            return new CommentBlock("-- ", "");
        }
        if (MARKUP.contains(ending)) {
            return new CommentBlock("<!-- ", " -->");
        }
        throw PlantException.badRequest("how a comment is written in " + file.getFileName()
                + " is not known; known endings: "
                + List.of(SLASHES, HASHES, DASHES, MARKUP).stream()
                        .flatMap(Set::stream)
                        .sorted()
                        .collect(Collectors.joining(" ")));
    }

    @Override
    public Insertion insert(Document existing, Draft draft) {
        Assignments.refuseUnfinished(existing);
        if (existing.empty()) {
            throw PlantException.refused("a commented-out block needs a source file around it: choose one that exists");
        }
        if (existing.text().lastIndexOf("?>") > existing.text().lastIndexOf("<?") && close.isEmpty()) {
            throw PlantException.refused("the file ends outside its code (?>), where a comment would be shown");
        }
        String core = draft.entries().stream()
                .map(entry -> open + entry.name() + "=" + entry.value() + close)
                .collect(Collectors.joining(existing.newline()));
        if (!close.isEmpty() && core.replace(open, "").replace(close, "").contains("--")) {
            throw PlantException.refused("the key holds \"--\", which ends a comment in markup: choose another file");
        }
        return draft.block(existing.end(), core);
    }
}
