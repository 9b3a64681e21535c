package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.text.Shown;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An open NumPy archive: a zip of .npy arrays, stored or deflated, little endian and in C order.
 *
 * <p>Opening reads the headers of all arrays. Object arrays, which hold pickles, are refused.
 */
public final class NpzFile extends WeightFile {
    private static final String SUFFIX = ".npy";

    private final Path path;
    private final ZipFile zip;
    private final Map<String, TensorInfo> tensors;

    private NpzFile(Path path, ZipFile zip, Map<String, TensorInfo> tensors) {
        this.path = path;
        this.zip = zip;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Opens an archive and checks the header and the size of every array.
     *
     * @throws InvalidInputException PECO-301 if it cannot be read, PECO-303 if it is damaged or holds anything else
     */
    public static NpzFile open(Path path) {
        try {
            ZipFile zip = new ZipFile(path.toFile());
            try {
                return new NpzFile(path, zip, headers(path, zip));
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw WeightFile.unreadable(path, "there is no such file");
        } catch (ZipException | EOFException e) {
            throw damaged(path, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw WeightFile.unreadable(path, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String kind() {
        return "NumPy archive";
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    TensorBytes bytes(String name) throws IOException {
        InputStream in = zip.getInputStream(Objects.requireNonNull(zip.getEntry(name + SUFFIX), name));
        try {
            NpyHeader.read(in);
        } catch (MalformedWeightsException e) {
            throw damaged(path, Shown.of(name) + ": " + e.getMessage());
        }
        return new TensorBytes() {
            @Override
            public void fill(ByteBuffer target) throws IOException {
                NpzFile.fill(in, target);
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, TensorInfo> headers(Path path, ZipFile zip) throws IOException {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        Expansion expansion = new Expansion(Files.size(path));
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.getName().endsWith(SUFFIX)) {
                throw damaged(path, Shown.of(entry.getName()) + " is no array");
            }
            String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
            try (InputStream in = zip.getInputStream(entry)) {
                NpyHeader header = NpyHeader.read(in);
                if (header.length() + header.info().bytes() != entry.getSize()) {
                    throw new MalformedWeightsException(
                            entry.getSize() + " bytes for " + header.info().type() + " of shape "
                                    + header.info().shape());
                }
                expansion.add(header.info().bytes(), name);
                tensors.put(name, header.info());
            } catch (MalformedWeightsException e) {
                throw damaged(path, Shown.of(name) + ": " + e.getMessage());
            }
        }
        return tensors;
    }

    private static void fill(InputStream in, ByteBuffer target) throws IOException {
        byte[] portion = new byte[Math.min(1 << 16, target.remaining())];
        while (target.hasRemaining()) {
            int read = in.read(portion, 0, Math.min(portion.length, target.remaining()));
            if (read < 0) {
                throw new EOFException("the array ends early");
            }
            target.put(portion, 0, read);
        }
    }

    private static InvalidInputException damaged(Path path, String why) {
        return new InvalidInputException(new Problem(
                "PECO-303",
                "not a NumPy archive of plain arrays: " + why,
                path.toString(),
                "write it with numpy.savez, without object arrays"));
    }
}
