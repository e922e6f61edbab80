package io.keycanary.plant;

import io.keycanary.token.NameLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the file shows in which a key was planted: how it looks to somebody who finds it. Changes nothing, and keeps nothing
 * of the secret.
 *
 * @param file for people
 * @param changedAt null for a commit
 * @param openTo permissions when others may read a file that its tools keep to its owner; else empty
 * @param profile section that holds the key; null where the format has none
 * @param region written beside it, or null
 * @param linesApart of key id and secret; null when no secret was seen
 * @param telling words beside the key that give it away
 * @param publicRemotes of the work tree around it that may be public
 */
public record PlaceLook(
        String file,
        @Nullable Instant changedAt,
        String openTo,
        @Nullable String profile,
        @Nullable String region,
        @Nullable Integer linesApart,
        List<String> telling,
        List<String> publicRemotes) {
    private static final Pattern SECTION =
            Pattern.compile("^\\s*\\[\\s*(?:profile\\s+)?[\"']?([^\\]\"']+?)[\"']?\\s*\\]");
    private static final Pattern REGION =
            Pattern.compile("(?i)region\\S*\\s*[=:]\\s*[\"']?([a-z]{2}(?:-[a-z]+){1,3}-\\d)(?![\\w-])");
    /** A secret as it is, or in Base64 as Kubernetes has it. */
    private static final Pattern SECRET =
            Pattern.compile("(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40,64}={0,2}(?![A-Za-z0-9/+=])");
    /** Lines around the key that somebody sees together with it. */
    private static final int NEAR = 5;

    /** Copies the lists. */
    public PlaceLook {
        telling = List.copyOf(telling);
        publicRemotes = List.copyOf(publicRemotes);
    }

    /**
     * Looks.
     *
     * @throws PlantException when the file or the commit cannot be read
     */
    public static PlaceLook at(Planted receipt) {
        PlantedPart part = receipt.parts().stream()
                .filter(one -> one.secretChars() > 0)
                .findFirst()
                .orElseGet(() -> receipt.parts().getFirst());
        Format format = Format.labelled(receipt.format());
        Planted.Committed git = receipt.git();
        return git == null ? inFile(receipt, part, format) : inCommit(part, format, git);
    }

    private static PlaceLook inFile(Planted receipt, PlantedPart part, Format format) {
        Path file = Path.of(part.path());
        try {
            Text text = Text.of(Document.of(Files.readAllBytes(file)), part);
            String region = text.region();
            for (PlantedPart other : receipt.parts()) {
                if (region == null && other != part) {
                    region = Text.of(Document.of(Files.readAllBytes(Path.of(other.path()))), other)
                            .region();
                }
            }
            return text.look(
                    part.path(),
                    Files.getLastModifiedTime(file).toInstant(),
                    format.ownerOnly() ? openTo(file) : "",
                    format,
                    region,
                    publicRemotes(file));
        } catch (IOException e) {
            throw PlantException.failed(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static PlaceLook inCommit(PlantedPart part, Format format, Planted.Committed git) {
        Path root = Path.of(git.workTree());
        if (!Files.isDirectory(root)) {
            throw PlantException.failed(root + " is not there", null);
        }
        GitTree tree = new GitTree(new Git(root, null));
        String branch = tree.has(git.branch()) ? git.branch() : git.commit();
        Document document = tree.read(branch, part.path());
        if (document == null) {
            throw PlantException.failed(part.path() + " is not in " + branch + " of " + root, null);
        }
        Text text = Text.of(document, part);
        return text.look(root.resolve(part.path()).toString(), null, "", format, text.region(), tree.publicRemotes());
    }

    private static String openTo(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return "";
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        boolean open = permissions.contains(PosixFilePermission.GROUP_READ)
                || permissions.contains(PosixFilePermission.OTHERS_READ);
        return open ? PosixFilePermissions.toString(permissions) : "";
    }

    static List<String> publicRemotes(Path file) {
        try {
            return GitTree.around(file).publicRemotes();
        } catch (PlantException e) {
            return List.of(); // in no work tree, or no git here
        }
    }

    /** The lines around the key. */
    private record Text(List<String> lines, int at) {
        static Text of(Document document, PlantedPart part) {
            List<String> lines = document.text().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(part.anchor())) {
                    return new Text(lines, i);
                }
            }
            throw PlantException.failed(part.path() + " does not hold the key any more", null);
        }

        PlaceLook look(
                String file,
                @Nullable Instant changedAt,
                String openTo,
                Format format,
                @Nullable String region,
                List<String> publicRemotes) {
            String profile = hasSections(format) ? profile() : null;
            return new PlaceLook(file, changedAt, openTo, profile, region, linesApart(), telling(), publicRemotes);
        }

        private static boolean hasSections(Format format) {
            return switch (format) {
                case AWS_CREDENTIALS, AWS_CONFIG, AWS_HOME, RCLONE -> true;
                default -> false;
            };
        }

        private @Nullable String profile() {
            for (int i = at; i >= 0; i--) {
                Matcher section = SECTION.matcher(lines.get(i));
                if (section.find()) {
                    return section.group(1);
                }
            }
            return null;
        }

        private List<String> near() {
            return lines.subList(Math.max(0, at - NEAR), Math.min(lines.size(), at + NEAR + 1));
        }

        @Nullable
        String region() {
            for (String line : near()) {
                Matcher region = REGION.matcher(line);
                if (region.find()) {
                    return region.group(1);
                }
            }
            return null;
        }

        private @Nullable Integer linesApart() {
            Integer nearest = null;
            for (int i = 0; i < lines.size(); i++) {
                boolean closer = nearest == null || Math.abs(i - at) < nearest;
                if (closer && SECRET.matcher(lines.get(i)).find()) {
                    nearest = Math.abs(i - at);
                }
            }
            return nearest;
        }

        private List<String> telling() {
            List<String> words = new ArrayList<>();
            near().forEach(line ->
                    words.addAll(NameLint.telling(SECRET.matcher(line).replaceAll(""))));
            return words.stream().distinct().toList();
        }
    }
}
