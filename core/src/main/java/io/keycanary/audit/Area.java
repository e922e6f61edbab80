package io.keycanary.audit;

import java.util.Locale;

/** A part of an audit that can be looked at by itself, or fail by itself. */
public enum Area {
    /** Users, groups and roles with their policies. */
    USERS("users, groups, roles and their policies"),
    /** Access keys. */
    KEYS("access keys"),
    /** Passwords, MFA devices and signing certificates. */
    SIGN_IN("passwords, MFA devices and signing certificates"),
    /** SSH public keys. */
    SSH_KEYS("SSH public keys"),
    /** Service-specific credentials. */
    SERVICE_CREDENTIALS("service-specific credentials"),
    /** What IAM's policy simulator says. */
    SIMULATOR("what the policy simulator says"),
    /** Policies of buckets, queues, topics, functions, secrets and keys. */
    RESOURCES("policies of buckets, queues, topics, functions, secrets and keys"),
    /** Each part of the pipeline. */
    PIPELINE("the pipeline"),
    /** Service control policies. */
    GUARDRAIL("service control policies of the organisation"),
    /** Files in which keys are planted; only where they are, so no audit of an account looks at them. */
    PLACES("the files in which keys are planted");

    private final String words;

    Area(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** The word outside: {@code ssh-keys}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
