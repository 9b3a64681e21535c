package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.attack.Aim;
import io.peco4j.nn.attack.Attack;
import io.peco4j.nn.attack.Bim;
import io.peco4j.nn.attack.Fgsm;
import io.peco4j.nn.attack.LikelyClass;
import io.peco4j.nn.attack.MiFgsm;
import io.peco4j.nn.attack.NiFgsm;
import io.peco4j.nn.attack.Norm;
import io.peco4j.nn.attack.Pgd;
import io.peco4j.nn.attack.ProjectedGradient;
import io.peco4j.nn.attack.StartingPoint;
import io.peco4j.nn.attack.TiFgsm;
import io.peco4j.nn.vit.Normalisation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** torchattacks: normalised classifiers, aims, random starts and kinds of momentum. */
final class AttackVariantRuns {
    private static final String REPOSITORY = "Harry24k/adversarial-attacks-pytorch";

    private AttackVariantRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(
                        REPOSITORY,
                        "torchattacks/attack.py: set_normalization_used, set_mode_targeted_by_label / _least_likely /"
                                + " _by_function; fgsm, bim, pgd, mifgsm, pgdl2"),
                AttackVariantRuns::aims,
                new Kind(REPOSITORY, "torchattacks/attacks/pgd.py, ffgsm.py, rfgsm.py, nifgsm.py, tifgsm.py, pgdl2.py"),
                AttackVariantRuns::starts);
    }

    private static void aims(ParityCase reference) {
        Arguments a = reference.arguments();
        Normalisation colours = new Normalisation(
                Arrays.stream(a.numbers("mean")).boxed().toList(),
                Arrays.stream(a.numbers("std")).boxed().toList());
        Kernel normalise = colours.kernel();
        UnaryOperator<NDArray> network = AttackedNetwork.of(reference);
        UnaryOperator<NDArray> classifier = pictures -> network.apply(normalise.apply(pictures));
        NDArray pictures = colours.inverse().kernel().apply(reference.get("in.images"));
        NDArray labels = reference.get("in.labels");
        NDArray logits = classifier.apply(pictures);
        NDArray unlikely = LikelyClass.least(logits, labels, a.integer("kth_min"));
        reference.check("out.clean_logits", logits);
        reference.check("out.least_likely_targets", unlikely);
        Map<String, Aim> aims = Map.of(
                "untargeted", Aim.awayFrom(labels),
                "label", Aim.towards(reference.get("in.targets")),
                "least_likely", Aim.towards(unlikely),
                "function", Aim.towards(others(labels, a.integer("classes"))));
        double bound = a.number("eps");
        double length = a.number("alpha");
        int steps = a.integer("steps");
        Bim plain = new Bim(bound, length, steps);
        reference.check("out.untargeted_steps", plain.steps());
        Map<String, Attack> attacks = Map.of(
                "fgsm", new Fgsm(bound),
                "bim", plain,
                "pgd", new Pgd(bound, length, steps, 0, new SplittableRandom(0)),
                "mifgsm", new MiFgsm(bound, length, steps, 1),
                "pgdl2", euclidean(a, StartingPoint.none()));
        attacks.forEach((name, attack) -> aims.forEach((mode, aim) -> {
            NDArray attacked = attack.attack(classifier, pictures, aim);
            String prefix = "out." + name + "." + mode + ".";
            reference.check(prefix + "pixels", attacked);
            reference.check(prefix + "adversarial", normalise.apply(attacked));
            reference.check(prefix + "logits", classifier.apply(attacked));
        }));
    }

    /** The class after the next one. */
    private static NDArray others(NDArray labels, int classes) {
        return labels.getManager()
                .create(Arrays.stream(labels.toLongArray())
                        .map(label -> (label + 2) % classes)
                        .toArray());
    }

    private static ProjectedGradient euclidean(Arguments a, StartingPoint start) {
        return new ProjectedGradient(
                Norm.EUCLIDEAN, a.number("eps_l2"), a.number("alpha_l2"), a.integer("steps"), false, start);
    }

    private static void starts(ParityCase reference) {
        Arguments a = reference.arguments();
        double bound = a.number("eps");
        double length = a.number("alpha");
        int steps = a.integer("steps");
        TiFgsm smoothed = new TiFgsm(bound, length, steps, 0.5, a.integer("kernel"));
        NDArray filter = reference.get("in.images").getManager().create(smoothed.filter());
        NDArray plane = filter.reshape(-1, 1).matMul(filter.reshape(1, -1));
        reference.check("out.tifgsm.kernel", plane.expandDims(0).expandDims(0).repeat(0, 3));
        for (String mode : List.of("untargeted", "targeted")) {
            Map<String, Attack> attacks = Map.of(
                    "pgd_random",
                    new Pgd(bound, length, steps, 1, draws(reference, "pgd_random", mode, "draw0")),
                    "ffgsm",
                    new Pgd(bound, 1.25 * bound, 1, 1, draws(reference, "ffgsm", mode, "draw1")),
                    "rfgsm",
                    new ProjectedGradient(
                            Norm.LARGEST,
                            bound,
                            length,
                            steps,
                            false,
                            StartingPoint.signs(length, draws(reference, "rfgsm", mode, "draw0"))),
                    "nifgsm",
                    new NiFgsm(bound, length, steps, 1),
                    "tifgsm",
                    smoothed,
                    "pgdl2_random",
                    euclidean(
                            a,
                            StartingPoint.anyDirection(
                                    a.number("eps_l2"), draws(reference, "pgdl2_random", mode, "draw0", "draw1"))));
            attacks.forEach((name, attack) -> check(reference, name, mode, attack));
        }
    }

    private static GivenNumbers draws(ParityCase reference, String name, String mode, String... draws) {
        return new GivenNumbers(
                reference,
                Arrays.stream(draws)
                        .map(draw -> "in." + name + "." + mode + "." + draw)
                        .toArray(String[]::new));
    }

    private static void check(ParityCase reference, String name, String mode, Attack attack) {
        UnaryOperator<NDArray> classifier = AttackedNetwork.of(reference);
        Aim aim = mode.equals("targeted")
                ? Aim.towards(reference.get("in.targets"))
                : Aim.awayFrom(reference.get("in.labels"));
        NDArray attacked = attack.attack(classifier, reference.get("in.images"), aim);
        reference.check("out." + name + "." + mode + ".adversarial", attacked);
        reference.check("out." + name + "." + mode + ".logits", classifier.apply(attacked));
    }
}
