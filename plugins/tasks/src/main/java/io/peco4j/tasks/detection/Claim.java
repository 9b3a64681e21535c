package io.peco4j.tasks.detection;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.detection.Boxes;
import io.peco4j.nn.detection.Detections;
import io.peco4j.nn.detection.MaskPaste;
import io.peco4j.nn.detection.MaskRcnn;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.metric.Rectangle;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object that the detector claims to have found.
 *
 * @param label an index into the classes
 * @param score probability of the class
 * @param box on the original picture
 * @param mask on the original picture; empty of a detector of boxes alone
 */
record Claim(int label, double score, Rectangle box, Optional<RunLengthMask> mask) {
    private static final float INSIDE = 0.5f;

    /**
     * What was found on a picture, best first.
     *
     * @param seen size of the picture that the detector saw
     * @param original size of the picture in the data
     */
    static List<Claim> of(MaskRcnn.Found found, PixelSize seen, PixelSize original) {
        Detections objects = found.objects().resized(seen, original);
        Boxes boxes = objects.boxes().clipped(original);
        List<Claim> claims = new ArrayList<>();
        float[] masks = pixels(found.masks());
        int pixels = objects.size() == 0 ? 0 : masks.length / objects.size();
        float[] mask = new float[pixels];
        for (int i = 0; i < objects.size(); i++) {
            System.arraycopy(masks, i * pixels, mask, 0, pixels);
            claims.add(new Claim(
                    objects.labels()[i] - 1,
                    objects.scores()[i],
                    new Rectangle(boxes.x1(i), boxes.y1(i), boxes.width(i), boxes.height(i)),
                    pixels == 0 ? Optional.empty() : Optional.of(pasted(mask, boxes, i, original))));
        }
        return claims;
    }

    private static float[] pixels(@Nullable NDArray masks) {
        return masks == null || masks.size() == 0 ? new float[0] : masks.toFloatArray();
    }

    private static RunLengthMask pasted(float[] mask, Boxes boxes, int box, PixelSize picture) {
        float[] pasted = MaskPaste.paste(mask, boxes, box, picture);
        return RunLengthMask.of(picture.height(), picture.width(), pasted, INSIDE);
    }
}
