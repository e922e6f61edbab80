package io.keycanary.plant;

import java.util.stream.Collectors;

/** A credentials file among the {@code write_files} of cloud-init (cloud-init, "Write files" module). */
final class CloudInitFile implements Layout {
    private static final String PATH = "/root/.aws/credentials";

    @Override
    public Insertion insert(Document existing, Draft draft) {
        YamlOutline outline = YamlOutline.of(existing);
        if (!existing.text().startsWith("#cloud-config", existing.start())) {
            throw PlantException.refused(
                    "the file does not begin with #cloud-config, so cloud-init would not read it so");
        }
        if (existing.anyLine(line -> line.matches("\\s*(?:- )?\\s*path:\\s*[\"']?" + PATH + "[\"']?\\s*"))) {
            throw PlantException.refused("the file writes " + PATH + " already, nothing was changed");
        }
        Document.Line header = outline.find("write_files").orElse(null);
        if (header == null) {
            String core = "write_files:" + existing.newline() + item(draft, "  ", existing.newline());
            return draft.block(outline.end(), core);
        }
        Document.Line first = outline.firstUnder(header).orElse(null);
        if (!YamlOutline.open(header) || first != null && !first.text().matches(" *- .*")) {
            throw PlantException.refused("write_files is not a plain block list, so nothing was added to it");
        }
        String indent = first == null ? "  " : first.indent();
        return draft.block(existing.after(header), item(draft, indent, existing.newline()));
    }

    private static String item(Draft draft, String indent, String newline) {
        String content = IniSection.CREDENTIALS.insert(new Document(""), draft).core();
        String head = String.join(newline, "- path: " + PATH, "  permissions: '0600'", "  content: |", "");
        return (head + content.lines().map(line -> "    " + line).collect(Collectors.joining(newline)))
                .lines()
                .map(line -> indent + line)
                .collect(Collectors.joining(newline));
    }

    @Override
    public String scaffold() {
        return "#cloud-config\npackage_update: true\n";
    }
}
