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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An open NumPy archive: a zip of .npy arrays, stored or deflated, of any byte order.
 *
 * <p>Opening reads the headers of all arrays. Arrays of text, dates and records are set aside, and those of Python
 * objects, which hold pickles. So are arrays that would be out of all proportion to the archive; of others that are
 * packed more than weights are, reading first counts whether they have the bytes that they are said to have.
 */
public final class NpzFile extends WeightFile {
    private static final String SUFFIX = ".npy";

    /** Weights of full networks are hardly compressed at all. */
    private static final long PACKING = 4;

    /** Arrays up to this size may be packed as they like. */
    private static final long UNPACKED = 1 << 20;

    private final Path path;
    private final long size;
    private final ZipFile zip;
    private final OpenedTensors contents = new OpenedTensors();

    private NpzFile(Path path, ZipFile zip) throws IOException {
        this.path = path;
        this.size = Files.size(path);
        this.zip = zip;
        read();
    }

    /**
     * Opens an archive and checks the header and the size of every array.
     *
     * @throws InvalidInputException PECO-301 if it cannot be read, PECO-303 if it is damaged
     */
    public static NpzFile open(Path path) {
        try {
            ZipFile zip = new ZipFile(path.toFile());
            try {
                return new NpzFile(path, zip);
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
        return contents.tensors();
    }

    @Override
    public Map<String, String> unsupported() {
        return contents.unsupported();
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    TensorBytes bytes(String name) throws IOException {
        ZipEntry entry = entry(name);
        try {
            if (isPacked(entry)) {
                count(entry);
            }
            InputStream in = zip.getInputStream(entry);
            return NpyHeader.read(in).data(new TensorBytes() {
                @Override
                public void fill(ByteBuffer target) throws IOException {
                    NpzFile.fill(in, target);
                }

                @Override
                public void close() throws IOException {
                    in.close();
                }
            });
        } catch (MalformedWeightsException e) {
            throw damaged(path, Shown.of(name) + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() throws IOException {
        Map<String, TensorInfo> arrays = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (entry.getName().endsWith(SUFFIX)) {
                String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
                try {
                    if (!names.add(name)) {
                        throw new MalformedWeightsException("it is there twice");
                    }
                    read(name, entry).ifPresent(info -> arrays.put(name, info));
                } catch (MalformedWeightsException e) {
                    throw damaged(path, Shown.of(name) + ": " + e.getMessage());
                }
            } else if (!entry.isDirectory()) {
                contents.setAside(entry.getName(), "is no array");
            }
        }
        // What is packed most comes last: it must not crowd out a network's weights.
        Expansion expansion = Expansion.ofPacked(size);
        keep(false, expansion, arrays);
        keep(true, expansion, arrays);
        for (Map.Entry<String, TensorInfo> array : arrays.entrySet()) {
            contents.add(array.getKey(), array.getValue(), () -> bytes(array.getKey()));
        }
    }

    /** Sets aside those that are out of proportion to the file, among such as are packed or among the others. */
    private void keep(boolean packed, Expansion expansion, Map<String, TensorInfo> arrays) {
        arrays.entrySet().removeIf(array -> {
            boolean removed = isPacked(entry(array.getKey())) == packed
                    && !expansion.admits(array.getValue().bytes(), array.getKey());
            if (removed) {
                contents.setAside(array.getKey(), expansion.reason());
            }
            return removed;
        });
    }

    private ZipEntry entry(String name) {
        return Objects.requireNonNull(zip.getEntry(name + SUFFIX), name);
    }

    /** Whether it is said to be far larger than the bytes that it is made of. */
    private boolean isPacked(ZipEntry entry) {
        return entry.getSize() - UNPACKED > PACKING * Math.min(size, entry.getCompressedSize());
    }

    private Optional<TensorInfo> read(String name, ZipEntry entry) throws IOException, MalformedWeightsException {
        NpyHeader header;
        try (InputStream in = zip.getInputStream(entry)) {
            header = NpyHeader.read(in);
        }
        OptionalLong data = header.dataLength();
        if (data.isPresent() && header.length() + data.getAsLong() != entry.getSize()) {
            throw new MalformedWeightsException(
                    entry.getSize() + " bytes for " + Shown.of(header.type().text()) + " of shape " + header.shape());
        }
        Optional<TensorInfo> info = header.info();
        if (info.isEmpty()) {
            contents.setAside(name, header.type().why());
        }
        return info;
    }

    /** Goes through an array whose size may be a lie, before anybody makes room for it. */
    private void count(ZipEntry entry) throws IOException, MalformedWeightsException {
        byte[] portion = new byte[1 << 16];
        long length = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(portion); read >= 0; read = in.read(portion)) {
                length += read;
            }
        }
        if (length != entry.getSize()) {
            throw new MalformedWeightsException("it has " + length + " bytes, and is said to have " + entry.getSize());
        }
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
                "not a sound NumPy archive: " + why,
                path.toString(),
                "download or copy the file again, or write it again with numpy.savez"));
    }
}
