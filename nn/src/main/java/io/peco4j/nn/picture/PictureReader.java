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
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new IOException("it has " + size + " bytes, more than " + MAX_BYTES);
            }
            return decode(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new UnreadableExampleException(file + " is missing", e);
        } catch (IOException e) {
            throw new UnreadableExampleException(file + " cannot be read: " + reason(e), e);
        } catch (OutOfMemoryError e) {
            throw PictureMemory.named(file, e);
        }
    }

    private RgbImage decode(byte[] file) throws IOException {
        if (file.length == 0) {
            throw new IOException("it is empty");
        }
        Optional<PictureFormat> format = PictureFormat.of(file);
        if (format.isEmpty()) {
            throw new IOException("its content is none of " + List.of(PictureFormat.values()));
        }
        Envelope envelope = Envelope.of(format.get(), file);
        if (envelope.placement().isPresent()) {
            requireSize(
                    envelope.placement().get().width(),
                    envelope.placement().get().height());
        }
        RgbImage image = firstThatWorks(decoders.of(format.get(), envelope.ordinary()), envelope, envelope.tidy(file));
        if (envelope.placement().isPresent()) {
            image = envelope.placement().get().apply(image);
        }
        return envelope.exif() ? Orientation.read(file).apply(image) : image;
    }

    private static RgbImage firstThatWorks(List<ImageReaderSpi> decoders, Envelope envelope, byte[] file)
            throws IOException {
        IOException failure = new IOException("there is no decoder for it");
        for (ImageReaderSpi decoder : decoders) {
            try {
                return decode(decoder, envelope, file);
            } catch (DamagedException e) {
                throw e;
            } catch (IOException e) {
                failure = e; // the next one may know this kind of file
            }
        }
        throw failure;
    }

    private static RgbImage decode(ImageReaderSpi decoder, Envelope envelope, byte[] file) throws IOException {
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
            RgbImage image = envelope.inks().isPresent()
                    ? envelope.inks().get().toRgb(reader.readRaster(0, null))
                    : Rasters.toRgb(reader.read(0));
            if (!damage.isEmpty()) {
                throw new DamagedException(String.join("; ", damage));
            }
            return image;
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

    /** The file itself is bad: no other decoder is asked. */
    private static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }
}
