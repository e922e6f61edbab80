package io.keycanary.endpoint;

import java.util.Map;

/** What goes back over the wire; the body is left out for HEAD. */
record Answer(int status, Map<String, String> headers, byte[] body) {}
