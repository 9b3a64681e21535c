package io.peco4j.runtime.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.JsonParseException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.SafetensorsFile;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32C;

/**
 * The checkpoints of one training: one file that holds tensors and position, and the one before it.
 *
 * <p>Once a complete file has been written, there is one at any time, even during a save. A file that is damaged,
 * down to a flipped bit, is reported and the one before is taken; without any, training starts from the beginning.
 *
 * @param folder of this training alone
 * @param listener hears of files that cannot be used
 */
record Checkpoints(Path folder, Listener listener) {
    private static final String POSITION = "position";
    private static final String CHECKSUM = "crc32c";

    /**
     * Writes the tensors and where the training stands.
     *
     * @throws InvalidInputException if the file cannot be written
     * @throws CancellationException if the thread is interrupted meanwhile
     */
    void save(Position position, Map<String, NDArray> tensors) {
        try {
            Files.createDirectories(folder);
            Safetensors.write(
                    incoming(),
                    tensors,
                    Map.of(POSITION, position.text(), CHECKSUM, checksum(position.text(), tensors)));
            if (Files.exists(current())) {
                Files.move(current(), previous(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(incoming(), current(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UncheckedIOException e) {
            if (e instanceof ClosedByInterruptException || e.getCause() instanceof ClosedByInterruptException) {
                throw (CancellationException)
                        new CancellationException("interrupted while writing a checkpoint").initCause(e);
            }
            InvalidInputException refusal = new InvalidInputException(new Problem(
                    "PECO-620",
                    "cannot write a checkpoint after step " + position.step() + ": " + reason(e)
                            + "; the previous one is intact",
                    folder.toString(),
                    "free some space or choose another folder, then run the same command again: it continues"));
            refusal.initCause(e);
            throw refusal;
        }
    }

    /**
     * Restores the newest checkpoint that is whole and belongs to the stage.
     *
     * @param tensors live; unchanged unless there is one
     * @return where it stands; empty if there is none
     */
    Optional<Position> restore(String stage, Map<String, NDArray> tensors) {
        for (Path candidate : List.of(current(), incoming(), previous())) {
            if (Files.exists(candidate)) {
                try (WeightFile file = SafetensorsFile.open(candidate)) {
                    Position position = verified(file, stage);
                    Weights.copyInto(tensors, file);
                    return Optional.of(position);
                } catch (InvalidInputException | UnusableException e) {
                    listener.on(new Event.Warning("the checkpoint " + candidate
                            + " cannot be used, looking for an older one: " + e.getMessage()));
                }
            }
        }
        return Optional.empty();
    }

    private Position verified(WeightFile file, String stage) throws UnusableException {
        String text = file.metadata().getOrDefault(POSITION, "");
        if (!checksum(text, file).equals(file.metadata().get(CHECKSUM))) {
            throw new UnusableException("its checksum does not match its content");
        }
        try {
            Position position = Position.parse(text);
            if (!position.stage().equals(stage)) {
                throw new UnusableException("it belongs to another stage, " + position.stage());
            }
            return position;
        } catch (JsonParseException e) {
            throw new UnusableException("its position cannot be read: " + e.getMessage());
        }
    }

    private static String checksum(String position, Map<String, NDArray> tensors) {
        CRC32C sum = new CRC32C();
        sum.update(position.getBytes(UTF_8));
        for (String name : new TreeSet<>(tensors.keySet())) {
            update(sum, Objects.requireNonNull(tensors.get(name)));
        }
        return Long.toHexString(sum.getValue());
    }

    private static String checksum(String position, WeightFile file) {
        CRC32C sum = new CRC32C();
        sum.update(position.getBytes(UTF_8));
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            for (String name : new TreeSet<>(file.tensors().keySet())) {
                try (NDArray tensor = file.read(name, manager)) {
                    update(sum, tensor);
                }
            }
        }
        return Long.toHexString(sum.getValue());
    }

    private static void update(CRC32C sum, NDArray tensor) {
        sum.update(JniUtils.getByteBuffer((PtNDArray) tensor, true));
    }

    private static String reason(Exception e) {
        return String.valueOf(
                e instanceof UncheckedIOException unchecked && unchecked.getCause() != null
                        ? unchecked.getCause().getMessage()
                        : e.getMessage());
    }

    private Path current() {
        return folder.resolve("checkpoint.safetensors");
    }

    private Path incoming() {
        return folder.resolve("checkpoint-incoming.safetensors");
    }

    private Path previous() {
        return folder.resolve("checkpoint-previous.safetensors");
    }

    /** Why a file that can be read is of no use. */
    private static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }
}
