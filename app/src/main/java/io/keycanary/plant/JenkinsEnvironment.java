package io.keycanary.plant;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entries of the {@code environment} block of a declarative pipeline (Jenkins, "Pipeline Syntax"). */
final class JenkinsEnvironment implements Layout {
    @Override
    public Insertion insert(Document existing, Draft draft) {
        Draft free = draft.free(
                name -> existing.anyLine(Pattern.compile("^\\s*" + Pattern.quote(name) + "\\s*=")), "the file");
        Document.Line block = find(existing, "\\s*environment\\s*\\{\\s*");
        if (block != null) {
            return free.block(existing.after(block), lines(free, block.indent() + step(block), existing.newline()));
        }
        Document.Line stages = find(existing, "\\s*stages\\s*\\{\\s*");
        if (stages == null) {
            throw PlantException.refused("the file has neither environment { nor stages { on a line of its own,"
                    + " so it is no declarative pipeline to add to");
        }
        String newline = existing.newline();
        String indent = stages.indent();
        String core = indent + "environment {" + newline + lines(free, indent + step(stages), newline) + newline
                + indent + "}";
        return free.block(new Document.Place(stages.start(), "", newline), core);
    }

    private static String step(Document.Line line) {
        return line.indent().startsWith("\t") ? "\t" : line.indent().isEmpty() ? "    " : line.indent();
    }

    /** The first such line that is not within a block comment. */
    private static Document.@Nullable Line find(Document existing, String form) {
        List<Document.Line> lines = existing.lines();
        boolean comment = false;
        for (Document.Line line : lines) {
            String text = line.text();
            if (!comment && text.matches(form)) {
                return line;
            }
            int open = text.lastIndexOf("/*");
            int close = text.lastIndexOf("*/");
            comment = open > close || comment && close < 0;
        }
        return null;
    }

    private static String lines(Draft draft, String indent, String newline) {
        return draft.entries().stream()
                .map(entry -> indent + entry.name() + " = '" + entry.value() + "'")
                .collect(Collectors.joining(newline));
    }

    @Override
    public String scaffold() {
        return """
                pipeline {
                    agent any
                    stages {
                        stage('Deploy') {
                            steps {
                                sh './deploy.sh'
                            }
                        }
                    }
                }
                """;
    }
}
