package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.text.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that is often taken for a weight file.
 *
 * @param what it is, with its article
 * @param remedy what to do instead
 */
record NotAWeightFile(String what, String remedy) {
    private static final String CONVERT = "convert it to .safetensors with the library that wrote it";
    private static final String AGAIN = "download it again, from the link to the raw file";
    private static final Pattern LFS = Pattern.compile(
            "version https://git-lfs\\.github\\.com/spec/\\S+\\noid sha256:(\\S+)\\nsize (\\d+)\\s*", Pattern.DOTALL);

    /** The last eight bytes of TensorFlow's index files, little endian. */
    private static final long TABLE = 0xdb4775248b80fb57L;

    private record Signature(String start, NotAWeightFile impostor) {}

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("\u0089HDF\r\n\u001a\n", new NotAWeightFile("an HDF5 file, such as Keras writes", CONVERT)),
            new Signature("GGUF", new NotAWeightFile("a GGUF file", CONVERT)),
            new Signature("\u001f\u008b", new NotAWeightFile("a gzip archive", "unpack it first: gunzip, or tar -xzf")),
            new Signature("BZh", new NotAWeightFile("a bzip2 archive", "unpack it first: bunzip2, or tar -xjf")),
            new Signature("\u00fd7zXZ", new NotAWeightFile("an xz archive", "unpack it first: unxz, or tar -xJf")),
            new Signature("7z\u00bc\u00af", new NotAWeightFile("a 7-Zip archive", "unpack it first")),
            new Signature("(\u00b5/\u00fd", new NotAWeightFile("a zstd archive", "unpack it first: unzstd")),
            new Signature("\u00ff\u00d8\u00ff", new NotAWeightFile("a JPEG picture", "the path of a weight file")),
            new Signature("\u0089PNG\r\n", new NotAWeightFile("a PNG picture", "the path of a weight file")),
            new Signature("%PDF", new NotAWeightFile("a PDF document", "the path of a weight file")),
            new Signature(
                    "\u0093NUMPY", new NotAWeightFile("a single NumPy array", "save named arrays with numpy.savez")));

    /** What a file is that is no weight file; empty if nothing about it is known. */
    static Optional<NotAWeightFile> of(Path path, String head, WeightChannel channel) throws IOException {
        if (channel.size() == 0) {
            return found("an empty file", "download or copy it again");
        }
        Matcher pointer = LFS.matcher(head);
        if (pointer.matches()) {
            return found(
                    "a pointer of Git LFS to a file of " + pointer.group(2) + " bytes, not that file",
                    "git lfs pull in the repository that it came from");
        }
        String text =
                head.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head")) {
            return found("an HTML page, such as a page to log in or to confirm a download", AGAIN);
        }
        if (text.startsWith("<?xml") || text.startsWith("<error")) {
            return found("an XML document, such as a storage service sends instead of a file", AGAIN);
        }
        if (head.startsWith("ustar", 257)) {
            return found("a tar archive", "unpack it first: tar -xf; if PyTorch before 0.2 wrote it, save it again");
        }
        if (head.startsWith("\u0080") || head.startsWith("(dp") || head.startsWith("(lp")) {
            return found("a Python pickle that torch.save did not write", "save it with torch.save or numpy.savez");
        }
        Optional<NotAWeightFile> signed = SIGNATURES.stream()
                .filter(signature -> head.startsWith(signature.start()))
                .map(Signature::impostor)
                .findFirst();
        return signed.isPresent() ? signed : tensorFlow(path, channel).or(() -> blank(text, head));
    }

    private static Optional<NotAWeightFile> tensorFlow(Path path, WeightChannel channel) throws IOException {
        String name = String.valueOf(path.getFileName());
        boolean table =
                channel.size() >= 8 && channel.read(channel.size() - 8, 8).getLong() == TABLE;
        if (table || name.matches(".*\\.(index|data-\\d+-of-\\d+)") || name.equals("saved_model.pb")) {
            return found("a part of a TensorFlow checkpoint", CONVERT);
        }
        return name.endsWith(".onnx") ? found("an ONNX model", CONVERT) : Optional.empty();
    }

    private static Optional<NotAWeightFile> blank(String text, String head) {
        if (text.startsWith("{") || text.startsWith("[")) {
            return found("a JSON text", "the path of a weight file");
        }
        return head.chars().allMatch(each -> each == 0)
                ? found("a file that begins with nothing but zeros, as a broken download leaves behind", AGAIN)
                : Optional.empty();
    }

    static NotAWeightFile torchScript() {
        return new NotAWeightFile(
                "a TorchScript archive: a program with its weights",
                "save its weights alone, in Python: torch.save(torch.jit.load(FILE).state_dict(), NEW_FILE)");
    }

    static NotAWeightFile zip(Collection<String> names) {
        String some = String.join(", ", names.stream().limit(3).map(Shown::of).toList());
        return new NotAWeightFile(
                "a zip archive without weights, of " + (some.isEmpty() ? "nothing" : some), "unpack it");
    }

    /** @param weights the files of it that could be meant */
    static NotAWeightFile folder(Path path, List<Path> weights) {
        if (Files.exists(path.resolve("saved_model.pb"))) {
            return new NotAWeightFile("a SavedModel of TensorFlow", CONVERT);
        }
        if (weights.isEmpty()) {
            return new NotAWeightFile("a folder", "the path of a weight file");
        }
        String some = String.join(
                ", ",
                weights.stream()
                        .limit(3)
                        .map(file -> Shown.of(String.valueOf(file.getFileName())))
                        .toList());
        return new NotAWeightFile(
                "a folder with " + weights.size() + " weight files, such as " + some, "the path of one of them");
    }

    static NotAWeightFile unknown() {
        return new NotAWeightFile("a file of no known kind", "a .safetensors, .npz, .pth or .pt file");
    }

    /** The refusal, which says what the file is. */
    InvalidInputException refusal(Path path) {
        return new InvalidInputException(
                new Problem("PECO-304", "no weight file but " + what, path.toString(), remedy));
    }

    private static Optional<NotAWeightFile> found(String what, String remedy) {
        return Optional.of(new NotAWeightFile(what, remedy));
    }
}
