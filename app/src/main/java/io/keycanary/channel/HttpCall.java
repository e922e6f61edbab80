package io.keycanary.channel;

import java.net.URI;
import java.util.Map;

/**
 * One POST of JSON.
 *
 * @param url may itself be a secret: only its host is ever shown
 * @param headers besides content type and user agent
 */
record HttpCall(URI url, Map<String, String> headers, byte[] body) {
    /** Shows the host only. */
    @Override
    public String toString() {
        return "HttpCall[host=" + url.getHost() + "]";
    }
}
