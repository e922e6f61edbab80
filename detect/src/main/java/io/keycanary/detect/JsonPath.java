package io.keycanary.detect;

import java.util.Arrays;

/**
 * The path of the value being read, such as {@code resources[0].ARN}. A member whose name is not made of letters,
 * digits, underscore and hyphen is written {@code ["name"]}, so that no name of a hostile record looks like a path of
 * ours. Long names are cut, and below 64 levels the path stays that of the level above.
 */
final class JsonPath {
    private static final int LEVELS = 64;
    private static final int LONGEST_NAME = 64;

    private final StringBuilder text = new StringBuilder();
    private final int[] base = new int[LEVELS];
    private final int[] element = new int[LEVELS];
    private int level = -1;

    /** An object or array begins, at the current path. */
    void open(boolean array) {
        level++;
        if (level < LEVELS) {
            base[level] = text.length();
            element[level] = array ? 0 : -1;
        }
    }

    /** The innermost object or array ends. */
    void close() {
        if (level < LEVELS) {
            text.setLength(base[level]);
        }
        level--;
    }

    /** A member of the innermost object begins. */
    void member(String name) {
        if (level >= LEVELS) {
            return;
        }
        text.setLength(base[level]);
        if (!isSimple(name)) {
            text.append("[\"")
                    .append(cut(name).replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"]");
        } else {
            text.append(text.length() == 0 ? "" : ".").append(name);
        }
    }

    /** A value begins: goes to the next element when it stands in an array. */
    void value() {
        if (level >= 0 && level < LEVELS && element[level] >= 0) {
            text.setLength(base[level]);
            text.append('[').append(element[level]++).append(']');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** How deep the current value stands: 1 for a member of the record. */
    int level() {
        return level + 1;
    }

    void clear() {
        text.setLength(0);
        level = -1;
        Arrays.fill(element, -1);
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    private static boolean isSimple(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 128 || !JsonBytes.isWord((byte) c) && c != '-') {
                return false;
            }
        }
        return true;
    }
}
