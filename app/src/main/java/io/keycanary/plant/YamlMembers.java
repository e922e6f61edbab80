package io.keycanary.plant;

/**
 * Entries at the end of a YAML file.
 *
 * @param flat as outermost keys; otherwise under one key of their own
 */
record YamlMembers(boolean flat) implements Layout {
    @Override
    public Insertion insert(Document existing, Draft draft) {
        YamlOutline outline = YamlOutline.of(existing);
        String newline = existing.newline();
        if (flat) {
            Draft free = draft.free(outline::has, "the file");
            return free.block(outline.end(), YamlMapping.lines(free, "", newline));
        }
        String key = draft.profile();
        if (outline.has(key)) {
            throw PlantException.refused(
                    "the file has the key " + key + " already: choose another profile, nothing was changed");
        }
        return draft.block(outline.end(), key + ":" + newline + YamlMapping.lines(draft, "  ", newline));
    }
}
