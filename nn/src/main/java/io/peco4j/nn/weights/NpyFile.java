package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A single NumPy array in a {@code .npy} file. */
public final class NpyFile {
    private static final int ALIGNMENT = 64;

    /** Magic, version and the length of the header. */
    private static final int PREFIX = 10;

    private static final int PORTION = 1 << 16;

    private NpyFile() {}

    /**
     * Reads an array of any number format that weight files may have.
     *
     * @param manager owns the result
     * @throws InvalidInputException PECO-301 if it cannot be read; PECO-303 if it is damaged or no such array
     */
    public static NDArray read(Path path, NDManager manager) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            NpyHeader header = NpyHeader.read(in);
            TensorInfo info = header.info()
                    .orElseThrow(() ->
                            new MalformedWeightsException("it " + header.type().why()));
            if (Files.size(path) - header.length() < info.bytes()) {
                throw new EOFException("the file ends early");
            }
            return TensorReader.read(info, header.data(target -> fill(in, target)), manager);
        } catch (NoSuchFileException e) {
            throw WeightFile.unreadable(path, "there is no such file");
        } catch (MalformedWeightsException | EOFException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-303",
                    "damaged or not supported: " + e.getMessage(),
                    path.toString(),
                    "an array written by numpy.save"));
        } catch (IOException e) {
            throw WeightFile.unreadable(path, String.valueOf(e.getMessage()));
        }
    }

    private static void fill(InputStream in, ByteBuffer target) throws IOException {
        byte[] bytes = in.readNBytes(target.remaining());
        if (bytes.length < target.remaining()) {
            throw new EOFException("the file ends early");
        }
        target.put(bytes);
    }

    /**
     * Writes int32 values under a temporary name and moves the file into place.
     *
     * @param path an existing file is replaced; its folder must exist
     * @param values in C order
     * @throws UncheckedIOException if writing fails; an existing file is then unchanged
     */
    public static void write(Path path, int[] values, Shape shape) {
        Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                out.write(header(shape));
                ByteBuffer portion = ByteBuffer.allocate(PORTION).order(ByteOrder.LITTLE_ENDIAN);
                for (int value : values) {
                    if (!portion.hasRemaining()) {
                        out.write(portion.array());
                        portion.clear();
                    }
                    portion.putInt(value);
                }
                out.write(portion.array(), 0, portion.position());
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        } finally {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Version 1, padded so that the data are aligned. */
    private static byte[] header(Shape shape) {
        String sides = IntStream.range(0, shape.dimension())
                .mapToObj(i -> shape.get(i) + ",")
                .collect(Collectors.joining(" "));
        String text = "{'descr': '<i4', 'fortran_order': False, 'shape': ("
                + (shape.dimension() > 1 ? sides.substring(0, sides.length() - 1) : sides) + "), }";
        int length = (PREFIX + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - PREFIX;
        byte[] padded = new byte[length];
        Arrays.fill(padded, (byte) ' ');
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        padded[length - 1] = '\n';
        return ByteBuffer.allocate(PREFIX + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) length)
                .put(padded)
                .array();
    }
}
