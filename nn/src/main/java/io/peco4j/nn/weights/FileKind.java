package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kinds of weight files, told apart by their content. */
enum FileKind {
    SAFETENSORS,
    NPZ,
    /** What {@code torch.save} writes since PyTorch 1.6. */
    TORCH_ZIP,
    /** What it wrote before: pickles, then raw numbers. */
    TORCH_STREAM,
    /** An index of several files that hold one network together. */
    SHARDS;

    /** PyTorch's magic number as a pickle holds it, little endian, and as one of protocol 0 spells it. */
    private static final String MAGIC = "l\u00fc\u009cF\u00f9 j\u00a8P\u0019";

    private static final String MAGIC_IN_DIGITS = "L119547037146038801333356L";
    private static final int HEAD = 1024;

    /**
     * The kind of a file.
     *
     * @throws InvalidInputException PECO-301 if it cannot be read, PECO-304 with what it is if it is none
     */
    static FileKind of(Path path) {
        if (Files.isDirectory(path)) {
            throw NotAWeightFile.folder(path, List.of()).refusal(path);
        }
        return WeightChannel.open(path, channel -> {
            try (channel) {
                ByteBuffer bytes = channel.read(0, (int) Math.min(HEAD, channel.size()));
                String head = StandardCharsets.ISO_8859_1.decode(bytes).toString();
                if (head.startsWith("PK")) {
                    return ofZip(channel);
                }
                if (head.length() > 8 && head.charAt(8) == '{' && head.charAt(6) == 0 && head.charAt(7) == 0) {
                    return SAFETENSORS;
                }
                if (head.startsWith(MAGIC_IN_DIGITS)
                        || (head.startsWith("\u0080") && head.indexOf(MAGIC) > 0 && head.indexOf(MAGIC) < 32)) {
                    return TORCH_STREAM;
                }
                if (ShardIndex.begins(head) && ShardIndex.read(channel).isPresent()) {
                    return SHARDS;
                }
                Optional<NotAWeightFile> impostor = NotAWeightFile.of(path, head, channel);
                if (impostor.isPresent()) {
                    throw impostor.orElseThrow().refusal(path);
                }
                return byName(path);
            }
        });
    }

    /** What a file would be that begins like nothing known: the reader of that kind says best what is wrong. */
    private static FileKind byName(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".safetensors")) {
            return SAFETENSORS;
        }
        throw NotAWeightFile.unknown().refusal(path);
    }

    private static FileKind ofZip(WeightChannel channel) throws IOException {
        Set<String> names;
        try {
            names = ZipDirectory.read(channel).entries().keySet();
        } catch (MalformedWeightsException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-308",
                    "a zip archive, as PyTorch and NumPy write them, that is damaged: " + e.getMessage(),
                    channel.path().toString(),
                    "download or copy the file again: it is probably not complete"));
        }
        if (names.stream().anyMatch(name -> name.endsWith("/constants.pkl") || name.contains("/code/"))) {
            throw NotAWeightFile.torchScript().refusal(channel.path());
        }
        if (names.stream()
                .anyMatch(name -> name.equals(TorchArchive.PICKLE) || name.endsWith("/" + TorchArchive.PICKLE))) {
            return TORCH_ZIP;
        }
        if (names.stream().anyMatch(name -> name.endsWith(".npy"))) {
            return NPZ;
        }
        throw NotAWeightFile.zip(names).refusal(channel.path());
    }
}
