package io.peco4j.runtime.template;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** Writes a project: whole, or not at all. */
public final class ProjectFolder {
    private ProjectFolder() {}

    /**
     * Writes files into a new folder. They are written into another one beside it first, so that nothing half done
     * stays.
     *
     * @param files texts by path within the folder
     * @throws InvalidInputException if the folder is there already, or cannot be written
     */
    public static void write(Path folder, Map<String, String> files) {
        Path whole = folder.toAbsolutePath().normalize();
        if (Files.exists(whole)) {
            throw new InvalidInputException(new Problem(
                    "PECO-422",
                    "there is already a " + (Files.isDirectory(whole) ? "folder" : "file") + " of that name",
                    folder.toString(),
                    "choose another name, or another folder with --into"));
        }
        try {
            Path parent = Files.createDirectories(whole.resolveSibling(""));
            Path partial = Files.createDirectory(parent.resolve("." + whole.getFileName() + "-" + UUID.randomUUID()));
            try {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Path path = partial.resolve(file.getKey());
                    Files.createDirectories(path.resolveSibling(""));
                    Files.writeString(path, file.getValue());
                }
                Files.move(partial, whole);
            } finally {
                FileTree.delete(partial);
            }
        } catch (IOException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-601", "the folder cannot be written to", folder.toString(), String.valueOf(e.getMessage())));
        }
    }
}
