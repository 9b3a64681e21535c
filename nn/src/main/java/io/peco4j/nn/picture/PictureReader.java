package io.peco4j.nn.picture;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.UnreadableExampleException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads pictures: JPEG and TIFF (also grey and in printing colours), PNG, BMP, WebP, GIF; of several pages or frames
 * the first, a frame on its canvas.
 *
 * <p>Turns them upright by their EXIF tag, ignores colour profiles, rounds 16 bits to 8 and lays transparent parts on
 * white. Strict: a file that is cut off or damaged is an error, never a picture that is half grey; bytes between the
 * header segments of a JPEG are no damage. Safe to use from several threads.
 *
 * <p>Lossy WebP differs a little from what libwebp decodes, by 35 to 55 dB: colours are not interpolated between
 * pixels, and the edges of blocks are smoothed otherwise.
 */
public final class PictureReader {
    /** Pictures with more pixels are refused by their header alone: a small file may ask for any amount of memory. */
    private static final long MAX_PIXELS = 200_000_000;

    private static final long MAX_BYTES = 1L << 30;

    private final Decoders decoders = new Decoders();

    /**
     * Reads one picture.
     *
     * @throws UnreadableExampleException if the file is missing, no picture, damaged, cut off or far too large; the
     *     message names the file and the cause
     * @throws OutOfMemoryError if the file is right and Java's heap too small for it; the message names the file
     */
    public RgbImage read(Path file) {
        return read(file, this::picture);
    }

    /**
     * Reads the samples of a PNG with one channel as they are, never the colours that they stand for: maps of classes,
     * grey or with a palette, of 1 to 16 bits. It is not turned by an EXIF tag.
     *
     * @throws UnreadableExampleException as {@link #read(Path)}, and if it is no PNG or has several channels
     */
    public Samples samples(Path file) {
        return read(file, this::samples);
    }

    private <T> T read(Path file, Decoding<T> decoding) {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new IOException("it has " + size + " bytes, more than " + MAX_BYTES);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0) {
                throw new IOException("it is empty");
            }
            Optional<PictureFormat> format = PictureFormat.of(bytes);
            if (format.isEmpty()) {
                throw new IOException("its content is none of " + List.of(PictureFormat.values()));
            }
            return decoding.of(format.get(), bytes);
        } catch (NoSuchFileException e) {
            throw new UnreadableExampleException(file + " is missing", e);
        } catch (IOException e) {
            throw new UnreadableExampleException(file + " cannot be read: " + reason(e), e);
        } catch (OutOfMemoryError e) {
            throw PictureMemory.named(file, e);
        }
    }

    private RgbImage picture(PictureFormat format, byte[] file) throws IOException {
        Envelope envelope = Envelope.of(format, file);
        if (envelope.placement().isPresent()) {
            requireSize(
                    envelope.placement().get().width(),
                    envelope.placement().get().height());
        }
        RgbImage image = firstThatWorks(
                decoders.of(format, envelope.ordinary()),
                envelope.tidy(file),
                reader -> envelope.inks().isPresent()
                        ? envelope.inks().get().toRgb(reader.readRaster(0, null))
                        : Rasters.toRgb(reader.read(0)));
        if (envelope.placement().isPresent()) {
            image = envelope.placement().get().apply(image);
        }
        return envelope.exif() ? Orientation.read(file).apply(image) : image;
    }

    private Samples samples(PictureFormat format, byte[] file) throws IOException {
        if (format != PictureFormat.PNG) {
            throw new IOException("it is a " + format + ": save it as PNG, which keeps every number");
        }
        Envelope envelope = Envelope.of(format, file);
        return firstThatWorks(
                decoders.of(format, envelope.ordinary()),
                envelope.tidy(file),
                reader -> Samples.of(reader.read(0).getRaster()));
    }

    private static <T> T firstThatWorks(List<ImageReaderSpi> decoders, byte[] file, Content<T> content)
            throws IOException {
        IOException failure = new IOException("there is no decoder for it");
        for (ImageReaderSpi decoder : decoders) {
            try {
                return decode(decoder, file, content);
            } catch (DamagedException e) {
                throw e;
            } catch (IOException e) {
                failure = e; // the next one may know this kind of file
            }
        }
        throw failure;
    }

    private static <T> T decode(ImageReaderSpi decoder, byte[] file, Content<T> content) throws IOException {
        ImageReader reader = decoder.createReaderInstance(null);
        Set<String> damage = new LinkedHashSet<>();
        try (ImageInputStream input = new ByteArrayImageInputStream(file)) {
            reader.addIIOReadWarningListener((source, warning) -> {
                if (isDamage(warning)) {
                    damage.add(warning);
                }
            });
            reader.setInput(input, true, true);
            requireSize(reader.getWidth(0), reader.getHeight(0));
            T decoded = content.of(reader);
            if (!damage.isEmpty()) {
                throw new DamagedException(String.join("; ", damage));
            }
            return decoded;
        } catch (RuntimeException e) {
            // Decoders meet damaged headers with any kind of exception.
            IOException damaged = new IOException(
                    "its structure is damaged or cut off (" + e.getClass().getSimpleName() + ")");
            damaged.addSuppressed(e);
            throw damaged;
        } finally {
            reader.dispose();
        }
    }

    private static void requireSize(long width, long height) throws DamagedException {
        if (width * height > MAX_PIXELS) {
            throw new DamagedException("it claims " + width + " x " + height + " pixels, more than "
                    + MAX_PIXELS / 1_000_000 + " million");
        }
        PictureMemory.require(width, height);
    }

    /** Decoders go on after damage and only warn. Bytes before a marker are skipped without loss; all else is loss. */
    private static boolean isDamage(String warning) {
        boolean surplus = warning.contains("extraneous bytes before marker 0xd9");
        return !surplus
                && (warning.contains("Truncated") || warning.contains("Corrupt") || warning.contains("Premature"));
    }

    private static String reason(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        if (message != null) {
            return message;
        }
        return deepest instanceof EOFException
                ? "the file ends too early"
                : deepest.getClass().getSimpleName();
    }

    /** What is made of a file's bytes. */
    private interface Decoding<T> {
        T of(PictureFormat format, byte[] file) throws IOException;
    }

    /** What a decoder that has checked the file's header is asked for. */
    private interface Content<T> {
        T of(ImageReader reader) throws IOException;
    }

    /** The file itself is bad: no other decoder is asked. */
    private static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }
}
