package io.peco4j.tasks.detection;

import io.peco4j.api.data.Instance;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Picture;
import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.nn.metric.CocoEvaluation;
import io.peco4j.nn.metric.CocoScores;
import io.peco4j.nn.metric.CocoTally;
import io.peco4j.nn.metric.FoundObject;
import io.peco4j.nn.metric.Rectangle;
import io.peco4j.nn.metric.RunLengthMask;
import io.peco4j.nn.metric.TrueObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Average precision of boxes and masks, counted picture by picture.
 *
 * <p>An object counts as small, medium or large by the area of its mask, or of its box where it has none. In the scores
 * of masks, an object without a mask need not be found, and what lies on its box is no error.
 */
final class FoundObjects {
    /** COCO's figures in the order of {@link CocoScores#summary}; empty: not shown, since nobody compares it. */
    private static final List<String> FIGURES =
            List.of("AP", "AP50", "AP75", "AP small", "AP medium", "AP large", "", "", "AR", "", "", "");

    private final List<String> classes;
    private final boolean withMasks;
    private final CocoTally boxes;
    private final CocoTally masks;
    private int crowds;

    FoundObjects(List<String> classes, boolean withMasks) {
        this.classes = classes;
        this.withMasks = withMasks;
        this.boxes = CocoEvaluation.of(classes.size()).tally();
        this.masks = CocoEvaluation.of(classes.size()).tally();
    }

    /** Counts a picture. */
    void add(long image, ObjectRow truth, List<Claim> claims) {
        List<TrueObject> trueBoxes = new ArrayList<>();
        List<TrueObject> trueMasks = new ArrayList<>();
        for (Instance object : truth.objects()) {
            crowds += object.crowd() ? 1 : 0;
            Rectangle box = Rectangle.of(object.box());
            RunLengthMask mask = object.mask()
                    .map(truth::pixels)
                    .orElseGet(() -> RunLengthMask.of(
                            box, truth.size().height(), truth.size().width()));
            double area = object.mask().isPresent() ? mask.area() : box.area();
            boolean ignored = object.crowd() || object.mask().isEmpty();
            trueBoxes.add(new TrueObject(image, object.label(), box, area, object.crowd()));
            trueMasks.add(new TrueObject(image, object.label(), mask, area, ignored));
        }
        boxes.add(
                trueBoxes,
                claims.stream()
                        .map(claim -> new FoundObject(image, claim.label(), claim.box(), claim.score()))
                        .toList());
        if (withMasks) {
            masks.add(
                    trueMasks,
                    claims.stream()
                            .map(claim -> new FoundObject(
                                    image, claim.label(), claim.mask().orElseThrow(), claim.score()))
                            .toList());
        }
    }

    /**
     * The scores, and what they are for each class.
     *
     * @throws InvalidInputException PECO-178 if the validation split has no object to find
     */
    Findings findings(List<Picture> pictures) {
        CocoScores ofBoxes = boxes.scores();
        CocoScores ofMasks = masks.scores();
        if (ofBoxes.summary()[0] < 0) {
            throw new InvalidInputException(new Problem(
                    "PECO-178",
                    "the validation split has no object to find" + (crowds > 0 ? ", only " + crowds + " crowds" : ""),
                    "detection",
                    "score on pictures with objects"));
        }
        List<Score> scores = new ArrayList<>(scores("box", ofBoxes));
        if (withMasks) {
            scores.addAll(scores("mask", ofMasks));
        }
        return new Findings(scores, pictures, List.of(table(ofBoxes, ofMasks)));
    }

    /** Figures of which the data have no object, such as small ones, are left out. */
    private static List<Score> scores(String what, CocoScores found) {
        double[] figures = found.summary();
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < figures.length; i++) {
            if (!FIGURES.get(i).isEmpty() && figures[i] >= 0) {
                scores.add(Score.percent(what + " " + FIGURES.get(i), 100 * figures[i]));
            }
        }
        return scores;
    }

    private Table table(CocoScores ofBoxes, CocoScores ofMasks) {
        List<String> columns = new ArrayList<>(List.of("category", "objects", "box AP (%)", "box AP50 (%)"));
        if (withMasks) {
            columns.addAll(List.of("mask AP (%)", "mask AP50 (%)"));
        }
        List<Table.Row> rows = new ArrayList<>();
        for (int category = 0; category < classes.size(); category++) {
            List<Double> values = new ArrayList<>();
            values.add((double) ofBoxes.objects(category));
            values.addAll(percents(ofBoxes, category));
            if (withMasks) {
                values.addAll(percents(ofMasks, category));
            }
            rows.add(new Table.Row(classes.get(category), values));
        }
        String masks = withMasks ? "" : " The objects have no masks, so that only boxes are learned and scored.";
        return new Table(
                "Categories",
                "Average precision of each category, and how many of its objects were to be found; " + crowds
                        + " crowds are not among them." + masks,
                columns,
                rows);
    }

    private static List<Double> percents(CocoScores scores, int category) {
        return List.of(percent(scores.averagePrecisionOf(category)), percent(scores.averagePrecision(category, 0)));
    }

    private static double percent(OptionalDouble share) {
        return share.isPresent() ? 100 * share.getAsDouble() : Double.NaN;
    }
}
