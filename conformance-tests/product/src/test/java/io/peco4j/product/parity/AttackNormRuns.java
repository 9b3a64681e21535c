package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.attack.Aim;
import io.peco4j.nn.attack.Attack;
import io.peco4j.nn.attack.Bim;
import io.peco4j.nn.attack.EightBits;
import io.peco4j.nn.attack.InputGradient;
import io.peco4j.nn.attack.Norm;
import io.peco4j.nn.attack.ProjectedGradient;
import io.peco4j.nn.attack.StartingPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** CleverHans: attacks by three norms; and what is left of an attack in 8 bits. */
final class AttackNormRuns {
    private static final double EXAMPLE = 0.3;
    private static final double LEVELS = 255;

    private AttackNormRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(
                        "cleverhans-lab/cleverhans",
                        "cleverhans/torch/attacks/fast_gradient_method.py, projected_gradient_descent.py;"
                                + " torch/utils.py: optimize_linear, clip_eta"),
                AttackNormRuns::norms,
                new Kind(
                        "Harry24k/adversarial-attacks-pytorch",
                        "torchattacks/attack.py: Attack.to_type; the arithmetic of eps and alpha in 255ths"),
                AttackNormRuns::bytes);
    }

    private static void norms(ParityCase reference) {
        UnaryOperator<NDArray> classifier = AttackedNetwork.of(reference);
        NDArray images = reference.get("in.images");
        NDArray labels = reference.get("in.labels");
        NDArray logits = classifier.apply(images);
        reference.check("out.clean_logits", logits);
        NDArray predicted = logits.argMax(1);
        Aim away = Aim.awayFrom(labels);
        Aim target = Aim.towards(reference.get("in.targets"));
        Map<String, Norm> norms = new LinkedHashMap<>();
        norms.put("inf", Norm.LARGEST);
        norms.put("l1", Norm.SUM);
        norms.put("l2", Norm.EUCLIDEAN);
        Arguments bounds = new Arguments(reference.arguments().get("eps").getAsJsonObject());
        Arguments lengths = new Arguments(reference.arguments().get("step").getAsJsonObject());
        norms.forEach((name, norm) -> {
            double bound = bounds.number(name);
            Attack once = ProjectedGradient.oneStep(norm, bound);
            reference.check("out.fgm." + name + ".labels", once.attack(classifier, images, away));
            reference.check("out.fgm." + name + ".targeted", once.attack(classifier, images, target));
            NDArray slope = InputGradient.of(classifier, images, predicted);
            reference.check("out.fgm." + name + ".predicted", images.add(norm.steepest(slope, bound)));
            reference.check("out.optimize_linear." + name, norm.steepest(reference.get("in.gradient"), EXAMPLE));
            if (lengths.has(name)) {
                reference.check("out.clip_eta." + name, norm.within(reference.get("in.eta"), EXAMPLE));
                StartingPoint drawn =
                        StartingPoint.uniform(norm, bound, new GivenNumbers(reference, "in.pgd." + name + ".draw"));
                int steps = reference.arguments().integer("iterations");
                Attack plain =
                        new ProjectedGradient(norm, bound, lengths.number(name), steps, true, StartingPoint.none());
                Attack random = new ProjectedGradient(norm, bound, lengths.number(name), steps, true, drawn);
                reference.check("out.pgd." + name + ".labels", plain.attack(classifier, images, away));
                reference.check("out.pgd." + name + ".targeted", plain.attack(classifier, images, target));
                reference.check("out.pgd." + name + ".random", random.attack(classifier, images, away));
            }
        });
    }

    /** The signs are those of the gradient of a classifier whose second logit is the product with them. */
    private static void bytes(ParityCase reference) {
        NDArray bytes = reference.get("in.bytes");
        NDArray images = EightBits.values(bytes);
        NDArray all = bytes.getManager().create(LongStream.range(0, 256).toArray());
        reference.check("out.float", images);
        reference.check("out.round_trip", levels(images));
        reference.check("out.all_float", EightBits.values(all));
        reference.check("out.all_round_trip", levels(EightBits.values(all)));
        reference.check("out.values", levels(reference.get("in.values")));
        NDArray signs = reference.get("in.sign").toType(DataType.FLOAT32, true);
        UnaryOperator<NDArray> classifier = pictures -> {
            NDArray rising = pictures.mul(signs).sum(new int[] {1, 2, 3}, true).reshape(-1, 1);
            return rising.zerosLike().concat(rising, 1);
        };
        Aim away = Aim.awayFrom(
                bytes.getManager().zeros(new Shape(images.getShape().get(0)), DataType.INT64));
        List<double[]> attempts = reference.arguments().get("steps").getAsJsonArray().asList().stream()
                .map(one -> one.getAsJsonArray().asList().stream()
                        .mapToDouble(number -> number.getAsDouble())
                        .toArray())
                .toList();
        for (int k = 0; k < attempts.size(); k++) {
            double[] attempt = attempts.get(k);
            Attack attack = new Bim(attempt[0] / LEVELS, attempt[1] / LEVELS, (int) attempt[2]);
            NDArray attacked = attack.attack(classifier, images, away);
            reference.check("out." + k + ".float", attacked);
            // The original's loop may end one bit beyond the bound, which ours does not, and truncation shows.
            NDArray stored = levels(reference.get("out." + k + ".float"));
            reference.check("out." + k + ".bytes", stored);
            reference.check(
                    "out." + k + ".max_change", stored.sub(bytes).abs().max().getLong());
        }
    }

    private static NDArray levels(NDArray values) {
        return EightBits.truncated(values).toType(DataType.INT64, true);
    }
}
