package io.keycanary.app;

import io.keycanary.desk.PolicyDesk.Rules;
import io.keycanary.respond.Playbooks;

/** What the settings and the playbooks say about decoys, for the decoy policy. */
final class PolicyRules {
    private PolicyRules() {}

    static Rules of(Settings settings, Playbooks playbooks) {
        Settings.Policy policy = settings.policy();
        Settings.Issue issue = settings.issue();
        return new Rules(
                policy.owner().isEmpty() ? issue.owner() : policy.owner(),
                policy.contacts(),
                policy.planters(),
                issue.naming() == null ? "" : issue.naming().toString(),
                playbooks.all().stream()
                        .map(playbook -> playbook.name() + ", version " + playbook.version() + ": " + playbook.title())
                        .toList(),
                policy.review());
    }
}
