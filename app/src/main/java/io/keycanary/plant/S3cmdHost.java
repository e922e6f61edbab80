package io.keycanary.plant;

import java.net.URI;
import java.util.List;

/** s3cmd has no endpoint URL: it names the host twice and says apart whether to use TLS. */
final class S3cmdHost {
    private S3cmdHost() {}

    /** The entry itself, unless it is the endpoint in s3cmd's words. */
    static List<Entry> split(Entry entry) {
        if (!entry.name().equals(Vocabulary.S3CMD.endpoint())) {
            return List.of(entry);
        }
        URI url = URI.create(entry.value());
        String tls = url.getScheme().equals("https") ? "True" : "False";
        return List.of(
                new Entry("host_base", url.getAuthority()),
                new Entry("host_bucket", url.getAuthority()),
                new Entry("use_https", tls));
    }
}
