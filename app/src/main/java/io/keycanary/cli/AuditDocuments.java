package io.keycanary.cli;

import io.keycanary.audit.AuditRun;
import io.keycanary.audit.Evidence;
import io.keycanary.audit.Finding;
import io.keycanary.audit.NotChecked;
import io.keycanary.audit.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit for programs: JSON of our own, and Compliance Findings (class 2003) of the Open Cybersecurity Schema Framework,
 * whose names are those of {@code events/findings/compliance_finding.json} and what it refers to.
 */
final class AuditDocuments {
    /** The schema whose names are used: the same as that of alerts. */
    private static final String SCHEMA = "1.4.0";

    private static final int CLASS = 2003;
    private static final int AWS_ACCOUNT = 10;

    private AuditDocuments() {}

    /** Findings, then what was not checked, then the sum. */
    static List<Map<String, @Nullable Object>> json(AuditRun run) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        run.findings().forEach(finding -> all.add(json(finding)));
        run.notChecked().forEach(gap -> all.add(json(gap)));
        all.add(new Fields()
                .with("type", "summary")
                .with("at", run.at())
                .with("tokens", run.tokens().size())
                .with("clean", run.tokens().stream().filter(run::clean).count())
                .with("findings", run.findings().size())
                .with("complete", run.complete())
                .map());
        return all;
    }

    private static Map<String, @Nullable Object> json(Finding finding) {
        return new Fields()
                .with("type", "finding")
                .with("check", finding.check().word())
                .with("severity", finding.severity())
                .with("token", finding.token())
                .with("subject", finding.subject())
                .with("account", finding.account())
                .with("region", finding.region())
                .with("statement", finding.statement())
                .with("evidence", evidence(finding.evidence()))
                .with("remedy", finding.remedy())
                .map();
    }

    private static Map<String, @Nullable Object> evidence(Evidence evidence) {
        return new Fields()
                .with("call", evidence.call())
                .with("excerpt", evidence.excerpt())
                .with("at", evidence.at())
                .map();
    }

    private static Map<String, @Nullable Object> json(NotChecked gap) {
        return new Fields()
                .with("type", "not-checked")
                .with("area", gap.area().word())
                .with("account", gap.account())
                .with("what", gap.what())
                .with("why", gap.why())
                .with("kind", Documents.small(gap.kind()))
                .map();
    }

    /** One for each finding, and one of the status "Warning" for what could not be looked at. */
    static List<Map<String, @Nullable Object>> ocsf(AuditRun run) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        run.findings().forEach(finding -> all.add(ocsf(finding, run.at())));
        run.notChecked().stream()
                .filter(gap -> gap.kind() == NotChecked.Kind.FAILED)
                .forEach(gap -> all.add(ocsf(gap, run.at())));
        return all;
    }

    private static Map<String, @Nullable Object> ocsf(Finding finding, Instant at) {
        String uid =
                finding.check().word() + ":" + finding.account() + ":" + finding.subject() + ":" + finding.statement();
        Severity severity = finding.severity();
        return head(at, severity.ordinal() + 2, caption(severity), uid, finding.statement(), finding.account())
                .with(
                        "compliance",
                        compliance(
                                finding.check().word(),
                                "Fail",
                                3,
                                finding.evidence().call() + " "
                                        + finding.evidence().excerpt()))
                .with("remediation", new Fields().with("desc", finding.remedy()).map())
                .with(
                        "resources",
                        List.of(new Fields()
                                .with("uid", finding.token() == null ? finding.subject() : finding.token())
                                .with("name", finding.subject())
                                .map()))
                .map();
    }

    private static Map<String, @Nullable Object> ocsf(NotChecked gap, Instant at) {
        String uid = gap.area().word() + ":" + gap.account();
        return head(at, 1, "Informational", uid, "not checked: " + gap.what(), gap.account())
                .with("compliance", compliance(gap.area().word(), "Warning", 2, gap.why()))
                .map();
    }

    private static Map<String, @Nullable Object> compliance(String control, String status, int id, String detail) {
        return new Fields()
                .with("control", control)
                .with("standards", List.of("KeyCanary audit"))
                .with("status", status)
                .with("status_id", id)
                .with("status_detail", detail)
                .map();
    }

    private static Fields head(Instant at, int severity, String caption, String uid, String title, String account) {
        return new Fields()
                .with("activity_id", 1)
                .with("activity_name", "Create")
                .with("category_uid", 2)
                .with("category_name", "Findings")
                .with("class_uid", CLASS)
                .with("class_name", "Compliance Finding")
                .with("type_uid", CLASS * 100 + 1)
                .with("severity_id", severity)
                .with("severity", caption)
                .with("time", at.toEpochMilli())
                .with(
                        "metadata",
                        new Fields()
                                .with("version", SCHEMA)
                                .with("profiles", List.of("cloud"))
                                .with(
                                        "product",
                                        new Fields()
                                                .with("name", "KeyCanary")
                                                .with("vendor_name", "KeyCanary")
                                                .map())
                                .map())
                .with(
                        "finding_info",
                        new Fields().with("uid", uid).with("title", title).map())
                .with("cloud", cloud(account));
    }

    private static Map<String, @Nullable Object> cloud(String account) {
        return new Fields()
                .with("provider", "AWS")
                .with(
                        "account",
                        new Fields()
                                .with("uid", account)
                                .with("type_id", AWS_ACCOUNT)
                                .with("type", "AWS Account")
                                .map())
                .map();
    }

    private static String caption(Severity severity) {
        return severity.name().charAt(0) + severity.word().substring(1);
    }
}
