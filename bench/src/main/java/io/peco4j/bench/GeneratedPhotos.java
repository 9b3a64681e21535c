package io.peco4j.bench;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * JPEG files in memory, as large as ImageNet's photos on average (500 x 375 pixels, about 30 KB): what decoding costs
 * when there are no photos at hand and no disk in the way.
 */
public final class GeneratedPhotos implements Split {
    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;
    private static final int SHAPES = 150;

    private final byte[][] files;

    /** @param size number of different photos */
    public GeneratedPhotos(int size) {
        files = IntStream.range(0, size).mapToObj(GeneratedPhotos::draw).toArray(byte[][]::new);
    }

    @Override
    public String name() {
        return "train";
    }

    @Override
    public int size() {
        return files.length;
    }

    @Override
    public Example example(int index) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(files[index]));
            return new Example.Image(new RgbImage(WIDTH, HEIGHT, rgb(image)));
        } catch (IOException e) {
            throw new UnreadableExampleException(label(index), e);
        }
    }

    @Override
    public String label(int index) {
        return "generated photo " + index;
    }

    private static byte[] rgb(BufferedImage image) {
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < bgr.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return rgb;
    }

    /** Shaded shapes, some of them small: about as many edges as a photo has. */
    private static byte[] draw(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = image.createGraphics();
        for (int i = 0; i < SHAPES; i++) {
            int x = random.nextInt(WIDTH);
            int y = random.nextInt(HEIGHT);
            int side = 400 / (1 + random.nextInt(40));
            canvas.setPaint(new GradientPaint(
                    x, y, new Color(random.nextInt(1 << 24)), x + side, y + side, new Color(random.nextInt(1 << 24))));
            canvas.fillOval(x - side / 2, y - side / 2, side, side);
        }
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
