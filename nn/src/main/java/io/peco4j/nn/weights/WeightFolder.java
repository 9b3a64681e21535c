package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.nn.folder.FolderTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder that is given for the network in it, as Hugging Face's libraries save one. */
final class WeightFolder {
    static final String INDEX = ".index.json";

    /** What those libraries look for, in their order. */
    private static final List<String> PREFERRED =
            List.of("model.safetensors" + INDEX, "model.safetensors", "pytorch_model.bin" + INDEX, "pytorch_model.bin");

    /** What a stage of peco4j leaves behind: its result, and what else was trained with it, such as a decoder. */
    private static final List<String> STAGE = List.of("weights.safetensors", "learner.safetensors");

    private WeightFolder() {}

    /** The two files of a stage's folder, which make one network; none if a folder is not one of those. */
    static List<Path> stage(Path given) {
        List<Path> files = STAGE.stream().map(given::resolve).toList();
        return files.stream().allMatch(Files::isRegularFile) ? files : List.of();
    }

    /**
     * The file that is meant: itself, or the one network in a folder.
     *
     * @throws InvalidInputException PECO-304 if a folder holds several networks or none
     */
    static Path file(Path given) {
        if (!Files.isDirectory(given)) {
            return given;
        }
        Optional<Path> preferred = PREFERRED.stream()
                .map(given::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
        return preferred.orElseGet(() -> only(given));
    }

    private static Path only(Path folder) {
        FolderTree tree = FolderTree.directly(folder, name -> true);
        if (!tree.unreadable().isEmpty()) {
            throw WeightFile.unreadable(
                    folder, String.join(", ", tree.unreadable().values()));
        }
        List<Path> files = tree.files().stream().map(FolderTree.Found::file).toList();
        List<Path> indices = ending(files, INDEX);
        List<Path> weights = indices.isEmpty() ? ending(files, ".safetensors") : indices;
        if (weights.size() == 1) {
            return weights.get(0);
        }
        throw NotAWeightFile.folder(folder, weights).refusal(folder);
    }

    private static List<Path> ending(List<Path> files, String end) {
        return files.stream()
                .filter(file -> String.valueOf(file.getFileName()).endsWith(end))
                .toList();
    }
}
