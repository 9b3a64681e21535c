package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.attack.Aim;
import io.peco4j.nn.attack.Attack;
import io.peco4j.nn.attack.Bim;
import io.peco4j.nn.attack.Fgsm;
import io.peco4j.nn.attack.InputGradient;
import io.peco4j.nn.attack.MiFgsm;
import io.peco4j.nn.attack.Pgd;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.weights.Weights;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Attacks on a small convolutional classifier. */
final class AttackRuns {
    private AttackRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                kind("fgsm.py: FGSM"),
                run(a -> new Fgsm(a.number("eps"))),
                kind("bim.py: BIM"),
                run(AttackRuns::bim),
                kind("mifgsm.py: MIFGSM"),
                run(a -> new MiFgsm(a.number("eps"), a.number("alpha"), a.integer("steps"), a.number("decay"))),
                kind("pgd.py: PGD"),
                run(a -> new Pgd(a.number("eps"), a.number("alpha"), a.integer("steps"), 0, new SplittableRandom(0))));
    }

    private static Kind kind(String symbol) {
        return new Kind("Harry24k/adversarial-attacks-pytorch", "torchattacks/attacks/" + symbol);
    }

    /** No number of steps asks for the paper's. */
    private static Attack bim(Arguments arguments) {
        double bound = arguments.number("eps");
        double length = arguments.number("alpha");
        int steps = arguments.integer("steps");
        return steps == 0 ? Bim.of(bound, length) : new Bim(bound, length, steps);
    }

    private static CaseRun run(Function<Arguments, Attack> make) {
        return reference -> {
            Classifier network = new Classifier(reference.context(), reference.arguments());
            Weights.copyInto(Parameters.state(network), reference.weights());
            UnaryOperator<NDArray> classifier = images -> network.forward(images, false);
            NDArray images = reference.get("in.images");
            NDArray labels = reference.get("in.labels");
            reference.check("out.clean_logits", classifier.apply(images));
            reference.check("grad.in.images", InputGradient.of(classifier, images, labels));
            Attack attack = make.apply(reference.arguments());
            check(reference, "untargeted", attack.attack(classifier, images, Aim.awayFrom(labels)), classifier);
            Aim target = Aim.towards(reference.get("in.targets"));
            check(reference, "targeted", attack.attack(classifier, images, target), classifier);
        };
    }

    private static void check(ParityCase reference, String name, NDArray attacked, UnaryOperator<NDArray> classifier) {
        reference.check("out." + name + ".adversarial", attacked);
        reference.check("out." + name + ".logits", classifier.apply(attacked));
    }

    /** Two convolutions that halve the picture, and a linear map, numbered as in a sequence. */
    private static final class Classifier extends Layer {
        private final Kernel relu = Activation.RELU.kernel();
        private final Kernel tanh = Activation.TANH.kernel();
        private final Conv2d first;
        private final Conv2d second;
        private final Linear last;

        Classifier(NetworkContext context, Arguments arguments) {
            int width = arguments.integer("width");
            int size = arguments.integer("size");
            this.first = child("0", new Conv2d(context, 3, width, 3, 2, 1));
            this.second = child("2", new Conv2d(context, width, width, 3, 2, 1));
            long features = second.outputShape(first.outputShape(new Shape(1, 3, size, size)))
                    .size();
            int classes = arguments.integer("classes");
            NDArray weight = Initial.of(context).fanInUniform(features, classes, features);
            this.last = child("5", new Linear(context, weight, true));
        }

        @Override
        public NDArray forward(NDArray x, boolean training) {
            NDArray features = tanh.apply(second.forward(relu.apply(first.forward(x, training)), training));
            return last.forward(features.reshape(x.getShape().get(0), -1), training);
        }

        @Override
        public Shape outputShape(Shape input) {
            return new Shape(input.get(0), last.weight().getShape().get(0));
        }

        @Override
        public double flops(Shape input) {
            Shape halved = first.outputShape(input);
            return first.flops(input) + second.flops(halved) + last.flops(second.outputShape(halved));
        }
    }
}
