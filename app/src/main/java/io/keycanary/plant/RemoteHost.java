package io.keycanary.plant;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a git remote is, as far as its address tells. */
final class RemoteHost {
    /** Hosts of public repositories. A repository there may be private, which an address does not show. */
    private static final Set<String> PUBLIC = Set.of(
            "github.com",
            "gitlab.com",
            "bitbucket.org",
            "codeberg.org",
            "sr.ht",
            "gitea.com",
            "gitee.com",
            "notabug.org",
            "framagit.org",
            "launchpad.net",
            "sourceforge.net",
            "code.sf.net",
            "savannah.gnu.org",
            "salsa.debian.org",
            "huggingface.co",
            "pagure.io",
            "disroot.org",
            "repo.or.cz");

    private RemoteHost() {}

    static boolean maybePublic(String address) {
        String host = of(address);
        return host != null && PUBLIC.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
    }

    /** The host of an address as a URL or in the short form of ssh (git-clone, "GIT URLS"); null for a local path. */
    static @Nullable String of(String address) {
        if (address.contains("://")) {
            try {
                String authority = new URI(address.replaceAll("\\s", "")).getRawAuthority();
                return authority == null ? null : name(authority);
            } catch (URISyntaxException e) {
                return name(address.substring(address.indexOf("://") + 3).replaceAll("/.*", ""));
            }
        }
        int colon = address.indexOf(':');
        int slash = address.indexOf('/');
        return colon > 0 && (slash < 0 || colon < slash) ? name(address.substring(0, colon)) : null;
    }

    private static String name(String authority) {
        String host = authority.substring(authority.lastIndexOf('@') + 1).replaceAll(":\\d*$", "");
        return host.replaceAll("\\.$", "").toLowerCase(Locale.ROOT);
    }
}
