package io.keycanary.plant;

import java.util.ArrayList;
import java.util.List;

/** What makes a place a weaker trap. */
final class Notes {
    private Notes() {}

    static List<String> on(PlantRequest request) {
        List<String> notes = new ArrayList<>();
        Format format = request.format();
        if (request.key().endpointUrl() != null && !(format.carriesEndpoint() && request.variable() == null)) {
            notes.add("AWS tools do not learn the endpoint " + request.key().endpointUrl()
                    + " from this place by themselves, and AWS does not know this key: for a use to be seen, plant it"
                    + " as aws-home or aws-config, or under the usual names");
        }
        if ("default".equals(request.profile())) {
            notes.add("tools of the owner use the profile default by themselves and would raise the alarm");
        }
        if (format.takesVariable()
                && !format.takesProfile()
                && request.variable() == null
                && format.vocabulary() == Vocabulary.ENVIRONMENT
                && format != Format.COMMENT) {
            notes.add("whatever runs with " + format.vocabulary().id()
                    + " set uses this key by itself: name another variable if something does");
        }
        return notes;
    }
}
