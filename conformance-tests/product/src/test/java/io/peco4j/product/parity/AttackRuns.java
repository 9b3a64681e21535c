package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.attack.Aim;
import io.peco4j.nn.attack.Attack;
import io.peco4j.nn.attack.Bim;
import io.peco4j.nn.attack.Fgsm;
import io.peco4j.nn.attack.InputGradient;
import io.peco4j.nn.attack.MiFgsm;
import io.peco4j.nn.attack.Pgd;
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
            UnaryOperator<NDArray> classifier = AttackedNetwork.of(reference);
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
}
