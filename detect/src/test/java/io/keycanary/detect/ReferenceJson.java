package io.keycanary.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** JSON values with every occurrence of a duplicate member, read by Jackson's streaming parser without recursion. */
final class ReferenceJson {
    /** One value; {@code name} is its member name in an object. */
    static final class Node {
        final String name;
        final JsonToken type;
        final String text;
        final List<Node> children = new ArrayList<>();

        Node(String name, JsonToken type, String text) {
            this.name = name;
            this.type = type;
            this.text = text;
        }

        boolean isObject() {
            return type == JsonToken.START_OBJECT;
        }

        boolean isArray() {
            return type == JsonToken.START_ARRAY;
        }

        boolean isString() {
            return type == JsonToken.VALUE_STRING;
        }

        List<Node> members(String wanted) {
            return children.stream().filter(n -> n.name.equals(wanted)).toList();
        }

        boolean has(String wanted) {
            return children.stream().anyMatch(n -> n.name.equals(wanted));
        }
    }

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private ReferenceJson() {}

    /** The values of a text, one after the other, up to where it is no JSON. */
    static List<Node> values(String text) {
        Node top = new Node("", JsonToken.START_ARRAY, "");
        try {
            read(text, top);
        } catch (IOException e) {
            // The value that broke off stays, as far as it was read.
            return top.children;
        }
        return top.children;
    }

    /** How many values a text holds that is nothing but JSON. */
    static int count(String text) throws IOException {
        Node top = new Node("", JsonToken.START_ARRAY, "");
        read(text, top);
        return top.children.size();
    }

    private static void read(String text, Node top) throws IOException {
        Deque<Node> open = new ArrayDeque<>(List.of(top));
        try (JsonParser parser = JSON.createParser(text)) {
            String name = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = parser.currentName();
                } else if (token.isStructEnd()) {
                    open.pop();
                } else {
                    Node node = new Node(name, token, parser.getText());
                    open.element().children.add(node);
                    name = "";
                    if (token.isStructStart()) {
                        open.push(node);
                    }
                }
            }
        }
    }
}
