package io.peco4j.nn.picture;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * The decoders of the JDK and of TwelveMonkeys, held by reference.
 *
 * <p>ImageIO's global registry finds plugins through the thread's class loader, which is not that of a plugin of this
 * framework; and what is registered there changes what everybody in the process reads. So TwelveMonkeys' decoders live
 * in a registry of our own, and the JDK's are looked up by name and never replaced.
 */
final class Decoders {
    private static final String JDK = "com.sun.imageio.plugins.";

    private final ImageReaderSpi jpeg = ofJdk(ImageReaderSpi.class, "jpeg");
    private final ImageReaderSpi png = ofJdk(ImageReaderSpi.class, "png");
    private final ImageReaderSpi bmp = ofJdk(ImageReaderSpi.class, "bmp");
    private final ImageReaderSpi gif = ofJdk(ImageReaderSpi.class, "gif");
    private final ImageReaderSpi webp = new WebPImageReaderSpi();
    private final ImageReaderSpi tiff = new TIFFImageReaderSpi();
    private final ImageReaderSpi unusualJpeg;

    Decoders() {
        // TwelveMonkeys' JPEG decoder finds the JDK's, to which it delegates, in the registry that it is added to.
        ServiceRegistry own =
                new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
        own.registerServiceProvider(jpeg, ImageReaderSpi.class);
        unusualJpeg = new JPEGImageReaderSpi();
        own.registerServiceProvider(unusualJpeg, ImageReaderSpi.class);
    }

    /** Which to try, in order: the JDK's JPEG decoder is the faster one, TwelveMonkeys' the more tolerant. */
    List<ImageReaderSpi> of(PictureFormat format, boolean ordinary) {
        return switch (format) {
            case JPEG -> ordinary ? List.of(jpeg, unusualJpeg) : List.of(unusualJpeg);
            case PNG -> List.of(png);
            case BMP -> List.of(bmp);
            case GIF -> List.of(gif);
            case WEBP -> List.of(webp);
            case TIFF -> List.of(tiff);
        };
    }

    /**
     * The JDK's own provider.
     *
     * @param kind of provider, such as {@code ImageWriterSpi}
     */
    static <T> T ofJdk(Class<T> kind, String format) {
        String name = JDK + format + "." + format.toUpperCase(Locale.ROOT) + kind.getSimpleName();
        Iterator<T> all = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
        while (all.hasNext()) {
            T provider = all.next();
            if (provider.getClass().getName().equals(name)) {
                return provider;
            }
        }
        throw new IllegalStateException("this Java runtime has no " + name);
    }
}
