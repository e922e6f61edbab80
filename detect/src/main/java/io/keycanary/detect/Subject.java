package io.keycanary.detect;

/** What a match is about. */
record Subject(String id, boolean sensor) {}
