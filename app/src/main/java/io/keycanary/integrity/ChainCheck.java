package io.keycanary.integrity;

import io.keycanary.integrity.Digest.Previous;
import io.keycanary.integrity.IntegrityFinding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks one chain from its oldest digest to the newest. Each digest proves the one before it: by that one's hash, and by
 * that one's signature, which a local copy has from nowhere else.
 */
final class ChainCheck {
    /** Digests follow one another without a gap; a minute is granted. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);
    /** How far a link may lead back past other digests before it is broken, so that memory stays bounded. */
    private static final int REACH = 64;

    private final Chain chain;
    private final List<DigestFile> files;
    private final Verification run;
    private final ChainFindings findings;
    private final Seals seals;
    private final Map<String, Link> recent = new LinkedHashMap<>();
    private final Set<String> unusable = new HashSet<>();
    private @Nullable Link newest;

    /**
     * A chain to check.
     *
     * @param part where its findings belong in the answer
     * @param files the digests of the chain, oldest first
     */
    ChainCheck(int part, Chain chain, List<DigestFile> files, Verification run) {
        this.chain = chain;
        this.files = files;
        this.run = run;
        this.findings = new ChainFindings(part, chain, run.tally());
        this.seals = new Seals(run, findings);
    }

    /** Checks the chain; the end of its newest digest, null when there is no usable one. */
    @Nullable
    Instant run() {
        for (DigestFile file : files) {
            if (Thread.currentThread().isInterrupted()) {
                return null;
            }
            step(file);
        }
        recent.values().forEach(this::retire);
        seals.finish();
        return newest == null ? null : newest.digest().end();
    }

    private void step(DigestFile file) {
        Digest digest = read(file);
        if (digest == null) {
            run.tally().unusable();
            unusable.add(file.deliveredName());
            explainNewest();
            return;
        }
        run.tally().digest(digest.span());
        Link known = recent.get(file.deliveredName());
        Link link = new Link(file, digest);
        if (known != null) {
            copy(known, link);
            return;
        }
        run.coverage().add(new Scope(Scope.prefix(file.folder()), chain.account(), chain.region()), digest.span());
        follow(link);
        seals.stored(link);
        recent.put(file.deliveredName(), link);
        newest = link;
        retireOldest();
    }

    private @Nullable Digest read(DigestFile file) {
        try (InputStream stored = run.files().open(file.folder(), file.name());
                Sha256 content = Sha256.of(stored, DigestReader.MAX_BYTES)) {
            Digest digest = DigestReader.read(content, log -> run.logs().check(log, file, findings));
            if (digest.fileName().equals(file.deliveredName())
                    && digest.account().equals(chain.account())) {
                return digest;
            }
            findings.of(Kind.BROKEN_CHAIN, file, "it says that it is " + digest.object() + " of " + digest.account());
        } catch (MalformedDigestException e) {
            findings.of(Kind.UNVERIFIABLE, file, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            findings.of(Kind.MISSING, file, "gone since the files were listed");
        } catch (IOException e) {
            findings.of(Kind.UNVERIFIABLE, file, "cannot be read: " + e.getMessage());
        }
        return null;
    }

    /** The same digest a second time, from another folder. */
    private void copy(Link known, Link copy) {
        boolean same = known.digest().sha256().equals(copy.digest().sha256());
        run.tally().proof(Proof.FAILED);
        if (!same) {
            findings.of(Kind.BROKEN_CHAIN, copy, "another file has the same name and other content");
        }
    }

    private void follow(Link link) {
        Previous previous = link.digest().previous();
        if (previous == null) {
            restart(link);
            return;
        }
        Link before = recent.get(previous.fileName());
        if (before != null) {
            seals.stated(before, previous);
            gap(before, link, "though this digest names the one before it");
        } else if (!unusable.contains(previous.fileName())) {
            astray(link, previous);
        }
    }

    /** A first digest: validation was switched on, or on again. */
    private void restart(Link link) {
        if (newest != null) {
            gap(newest, link, "validation or logging was off, and the chain begins anew here");
            explainNewest();
        }
    }

    private void gap(Link before, Link link, String reason) {
        Instant from = before.digest().end();
        Instant to = link.digest().start();
        if (!chain.backfill() && to.isAfter(from.plus(TOLERANCE))) {
            findings.of(Kind.GAP, link.file().path(), new Span(from, to), "no digest covers this time: " + reason);
        }
    }

    /** The digest names one that is not before it. */
    private void astray(Link link, Previous previous) {
        Optional<DigestName> name = DigestName.of(previous.fileName());
        if (name.isEmpty() || !name.get().chain().equals(chain) || isHere(name.get())) {
            findings.of(
                    Kind.BROKEN_CHAIN,
                    link,
                    "the digest before it cannot be the one that it names: " + previous.object());
            explainNewest();
        } else if (newest == null && unusable.isEmpty()) {
            cut(link, previous);
        } else {
            Instant from = newest == null ? name.get().end() : newest.digest().end();
            findings.of(
                    Kind.MISSING,
                    previous.object(),
                    new Span(from, link.digest().start()),
                    "named by " + link.file().name() + ", but not here");
            explainNewest();
        }
    }

    private boolean isHere(DigestName name) {
        return files.stream().anyMatch(file -> file.end().equals(name.end()));
    }

    private void cut(Link link, Previous previous) {
        Instant start = link.digest().start();
        if (run.since() == null || start.isAfter(run.since())) {
            findings.of(
                    Kind.CUT,
                    link.file().path(),
                    new Span(start, start),
                    "the chain begins before it: " + previous.object() + " is not here");
        }
    }

    private void explainNewest() {
        if (newest != null) {
            newest.explain();
        }
    }

    private void retireOldest() {
        if (recent.size() > REACH) {
            Iterator<Link> oldest = recent.values().iterator();
            retire(oldest.next());
            oldest.remove();
        }
    }

    private void retire(Link link) {
        run.tally().proof(link.proof());
        if (link.proof() != Proof.NONE) {
            return;
        }
        if (link == newest) {
            findings.of(Kind.HASH_ONLY, link, "the newest digest of its chain: its signature would be in the next one");
        } else if (link.explained() || chain.backfill()) {
            findings.of(Kind.HASH_ONLY, link, "the digest with its signature is not here");
        } else {
            findings.of(Kind.BROKEN_CHAIN, link, "there are later digests, but none names it");
        }
    }
}
