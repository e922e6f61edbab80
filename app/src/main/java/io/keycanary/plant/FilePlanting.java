package io.keycanary.plant;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Planting into files as they stand on this machine. */
final class FilePlanting {
    private FilePlanting() {}

    static Planting preview(PlantRequest request) {
        List<PlantedPart> parts = new ArrayList<>();
        StringBuilder diff = new StringBuilder();
        for (Piece piece : Piece.of(request)) {
            Path file = SafeTarget.resolve(piece.file(), request.force());
            Document current = FileSwap.read(file);
            refuseMissing(request, current != null, file);
            Written written = written(piece, file, current);
            parts.add(written.part());
            diff.append(written.diff());
        }
        return new Planting(receipt(request, parts), diff.toString(), Notes.on(request));
    }

    static Planting plant(PlantRequest request) {
        preview(request); // Refuses before the first of several files is changed.
        List<PlantedPart> parts = new ArrayList<>();
        StringBuilder diff = new StringBuilder();
        try {
            for (Piece piece : Piece.of(request)) {
                Written written = write(request, piece);
                parts.add(written.part());
                diff.append(written.diff());
            }
        } catch (PlantException e) {
            parts.forEach(
                    part -> FileRemoval.remove(part, request.format().label(), new ArrayList<>(), new ArrayList<>()));
            throw e;
        }
        return new Planting(receipt(request, parts), diff.toString(), Notes.on(request));
    }

    /** A part and how it looks. */
    private record Written(PlantedPart part, String diff) {}

    private static Written write(PlantRequest request, Piece piece) {
        Path file = SafeTarget.resolve(piece.file(), request.force());
        refuseMissing(request, Files.exists(file), file);
        Path folder = Folders.make(file, piece.ownerOnly());
        try {
            return FileSwap.apply(file, piece.ownerOnly(), current -> {
                Document text = current == null ? new Document("") : current;
                Piece.Edit edit = piece.edit(text, current != null);
                String made = folder == null ? null : folder.toString();
                PlantedPart part = PlantedPart.of(file.toString(), edit, current == null, made);
                return new FileSwap.Change<>(
                        edit.after().bytes(), new Written(part, diff(file, current != null, edit)));
            });
        } catch (PlantException e) {
            Folders.removeEmpty(Folders.of(file), folder);
            throw e;
        }
    }

    private static Written written(Piece piece, Path file, @Nullable Document current) {
        Piece.Edit edit = piece.edit(current == null ? new Document("") : current, current != null);
        PlantedPart part = PlantedPart.of(file.toString(), edit, current == null, null);
        return new Written(part, diff(file, current != null, edit));
    }

    private static String diff(Path file, boolean existed, Piece.Edit edit) {
        return UnifiedDiff.of(
                file.toString(),
                existed,
                edit.before(),
                edit.after(),
                edit.insertion().secret());
    }

    private static Planted receipt(PlantRequest request, List<PlantedPart> parts) {
        return new Planted(Planted.VERSION, request.format().label(), parts, null);
    }

    private static void refuseMissing(PlantRequest request, boolean exists, Path file) {
        if (!exists && request.format() == Format.COMMENT) {
            throw PlantException.refused(file + " is not there: a commented-out block needs a source file around it");
        }
    }
}
