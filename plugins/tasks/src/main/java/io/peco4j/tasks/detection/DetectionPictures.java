package io.peco4j.tasks.detection;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.task.Picture;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Placement;
import io.peco4j.nn.metric.RunLengthMask;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.ObjectColours;
import io.peco4j.nn.picture.ObjectDrawing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Some pictures of a split, with their objects and with those that were found. */
final class DetectionPictures {
    private static final int SIDE = 384;

    /** Pictures with their predictions beside each other, of two examples in a row. */
    private static final int COLUMNS = 4;

    private static final double CERTAIN = 0.3;
    private static final int MOST = 12;

    private final List<String> classes;
    private final Split split;
    private final int shown;
    private final Map<Long, List<Claim>> chosen = new TreeMap<>();

    /** @param shown how many pictures, from all over the split */
    DetectionPictures(List<String> classes, Split split, int shown) {
        this.classes = classes;
        this.split = split;
        this.shown = Math.min(shown, split.size());
    }

    /** Keeps what was found on a picture if it is one of those that are shown. */
    void offer(long index, List<Claim> claims) {
        if (index * shown / split.size() < (index + 1) * shown / split.size()) {
            chosen.put(index, claims);
        }
    }

    /** One sheet; none if no picture is to be shown. */
    List<Picture> pictures() {
        List<RgbImage> pictures = new ArrayList<>();
        chosen.forEach((index, claims) -> {
            Example.Detected example = SizedView.detected(split.example(Math.toIntExact(index)));
            pictures.add(truth(example));
            pictures.add(found(example, claims));
        });
        return pictures.isEmpty()
                ? List.of()
                : List.of(new Picture(
                        "Detections",
                        "True objects, crowds in grey, and to the right of them what was found: of the " + MOST
                                + " most certain detections of a picture those of at least "
                                + Math.round(100 * CERTAIN) + " %.",
                        ContactSheet.grid(pictures, COLUMNS)));
    }

    private RgbImage truth(Example.Detected example) {
        Placement placement = placement(example.image());
        ObjectDrawing drawing = new ObjectDrawing(placement.apply(example.image()));
        List<Instance> objects = SizedView.placed(example.objects(), placement).stream()
                .sorted(Comparator.comparingDouble(
                        object -> -object.box().width() * object.box().height()))
                .toList();
        for (Instance object : objects) {
            int colour = object.crowd() ? ObjectColours.GREY : ObjectColours.of(object.label());
            object.mask().ifPresent(mask -> drawing.mask(RunLengthMask.of(mask, SIDE, SIDE), colour));
            drawing.frame(object.box(), colour);
        }
        objects.stream()
                .filter(object -> !object.crowd())
                .forEach(object ->
                        drawing.label(object.box(), classes.get(object.label()), ObjectColours.of(object.label())));
        return drawing.image();
    }

    private RgbImage found(Example.Detected example, List<Claim> claims) {
        Placement placement = placement(example.image());
        ObjectDrawing drawing = new ObjectDrawing(placement.apply(example.image()));
        List<Claim> certain = claims.stream()
                .filter(claim -> claim.score() >= CERTAIN && claim.box().area() > 0)
                .limit(MOST)
                .toList();
        for (Claim claim : certain) {
            int colour = ObjectColours.of(claim.label());
            Optional<InstanceMask> mask = claim.mask().map(RunLengthMask::annotation);
            mask.flatMap(placement::apply)
                    .ifPresent(placed -> drawing.mask(RunLengthMask.of(placed, SIDE, SIDE), colour));
            placement.apply(claim.box().box()).ifPresent(box -> drawing.frame(box, colour));
        }
        for (int i = certain.size() - 1; i >= 0; i--) {
            Claim claim = certain.get(i);
            String name = String.format(Locale.ROOT, "%s %.0f%%", classes.get(claim.label()), 100 * claim.score());
            placement
                    .apply(claim.box().box())
                    .ifPresent(box -> drawing.label(box, name, ObjectColours.of(claim.label())));
        }
        return drawing.image();
    }

    /** The whole picture in the middle of a square. */
    private static Placement placement(RgbImage image) {
        double scale = (double) SIDE / Math.max(image.width(), image.height());
        int width = Math.max(1, (int) Math.round(image.width() * scale));
        int height = Math.max(1, (int) Math.round(image.height() * scale));
        return Placement.whole(image.width(), image.height())
                .scale(width, height, Filter.BILINEAR)
                .window((width - SIDE) / 2, (height - SIDE) / 2, SIDE, SIDE);
    }
}
