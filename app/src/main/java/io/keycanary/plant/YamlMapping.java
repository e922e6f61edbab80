package io.keycanary.plant;

import java.util.stream.Collectors;

/**
 * Entries of the mapping that a pipeline file has under one outermost key, which is made when it is not there.
 *
 * @param key the outermost key
 * @param spot where a new one goes
 */
record YamlMapping(String key, Spot spot, String scaffold) implements Layout {
    /** Where a new outermost key goes. */
    enum Spot {
        /** Before the first. */
        FIRST,
        /** Before {@code jobs}. */
        JOBS
    }

    /** GitHub, "Workflow syntax for GitHub Actions", env. */
    static final YamlMapping GITHUB = new YamlMapping("env", Spot.JOBS, """
            name: deploy

            on:
              workflow_dispatch:

            jobs:
              deploy:
                runs-on: ubuntu-latest
                steps:
                  - uses: actions/checkout@v4
                  - run: ./deploy.sh
            """);

    /** GitLab, "CI/CD YAML syntax reference", variables. */
    static final YamlMapping GITLAB = new YamlMapping("variables", Spot.FIRST, """
            deploy:
              stage: deploy
              script:
                - ./deploy.sh
            """);

    @Override
    public Insertion insert(Document existing, Draft draft) {
        YamlOutline outline = YamlOutline.of(existing);
        Document.Line header = outline.find(key).orElse(null);
        return header == null ? newKey(outline, draft) : intoKey(outline, header, draft);
    }

    private Insertion newKey(YamlOutline outline, Draft draft) {
        String newline = outline.document().newline();
        String core = key + ":" + newline + lines(draft, "  ", newline);
        if (spot == Spot.JOBS && !outline.has("jobs")) {
            throw PlantException.refused("the file has no jobs, so it is no workflow of GitHub Actions");
        }
        Document.Line next = (spot == Spot.JOBS ? outline.find("jobs") : outline.firstKey()).orElse(null);
        return next == null
                ? draft.block(outline.end(), core)
                : draft.block(new Document.Place(above(outline, next), "", newline + newline), core);
    }

    /** Comments directly above a key belong to it. */
    private int above(YamlOutline outline, Document.Line key) {
        int at = outline.lines().indexOf(key);
        while (spot == Spot.JOBS && at > 0 && outline.lines().get(at - 1).text().startsWith("#")) {
            at--;
        }
        return outline.lines().get(at).start();
    }

    private static Insertion intoKey(YamlOutline outline, Document.Line header, Draft draft) {
        Document.Line first = outline.firstUnder(header).orElse(null);
        if (!YamlOutline.open(header) || first != null && !first.text().matches(" +[^\\s\\-].*:(?:\\s.*)?")) {
            throw PlantException.refused("what stands under \"" + header.text().strip()
                    + "\" is not a plain block mapping, so nothing was added to it");
        }
        String indent = first == null ? "  " : first.indent();
        Draft free = draft.free(outline.namesUnder(header, indent.length()), "the file");
        return free.block(
                outline.document().after(header),
                lines(free, indent, outline.document().newline()));
    }

    /** Quoted, because a key may look like a number. */
    static String lines(Draft draft, String indent, String newline) {
        return draft.entries().stream()
                .map(entry -> indent + entry.name() + ": \"" + entry.value() + "\"")
                .collect(Collectors.joining(newline));
    }
}
