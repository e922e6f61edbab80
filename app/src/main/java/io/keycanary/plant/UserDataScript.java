package io.keycanary.plant;

/** A credentials file that the start script of an instance writes (EC2 User Guide, "Run commands at launch"). */
final class UserDataScript implements Layout {
    private static final String PATH = "/root/.aws/credentials";

    @Override
    public Insertion insert(Document existing, Draft draft) {
        Assignments.refuseUnfinished(existing);
        if (!existing.text().startsWith("#!", existing.start())) {
            throw PlantException.refused(
                    "the file does not begin with #!, so it is no script that an instance would run");
        }
        if (existing.text().contains(PATH)) {
            throw PlantException.refused("the script names " + PATH + " already, nothing was changed");
        }
        String newline = existing.newline();
        String content = IniSection.CREDENTIALS.insert(new Document(""), draft).core();
        String core = String.join(
                newline,
                "mkdir -p /root/.aws",
                "cat > " + PATH + " <<'EOF'",
                content.replace("\n", newline),
                "EOF",
                "chmod 600 " + PATH);
        return draft.block(existing.end(), core);
    }

    @Override
    public String scaffold() {
        return "#!/bin/bash\nset -e\n";
    }
}
