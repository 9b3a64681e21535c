package io.peco4j.tasks.robustness;

import io.peco4j.nn.attack.Attack;
import io.peco4j.nn.attack.Bim;
import io.peco4j.nn.attack.Fgsm;
import io.peco4j.nn.attack.MiFgsm;
import io.peco4j.nn.attack.NiFgsm;
import io.peco4j.nn.attack.Pgd;
import io.peco4j.nn.attack.TiFgsm;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** How pictures are attacked. */
public enum Method {
    /** One step of the whole epsilon (Goodfellow et al. 2014). */
    FGSM,
    /** Steps from the picture itself (Kurakin et al. 2016). */
    BIM,
    /** The same with momentum (Dong et al. 2017). */
    MI_FGSM,
    /** The same with Nesterov's momentum (Lin et al. 2019). */
    NI_FGSM,
    /** The same as MI-FGSM along smoothed gradients, by a filter of 15 pixels (Dong et al. 2019). */
    TI_FGSM,
    /** Steps from a random place within epsilon (Madry et al. 2017). */
    PGD;

    /** The paper's width of the filter. */
    private static final int FILTER = 15;

    /** What studies and scores call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The attack.
     *
     * @param epsilon in 255ths
     * @param random of a random start
     */
    Attack of(double epsilon, AttackOptions options, RandomGenerator random) {
        double bound = epsilon / AttackOptions.LEVELS;
        double length = options.stepLength().orElse(length(epsilon, options.steps())) / AttackOptions.LEVELS;
        return switch (this) {
            case FGSM -> new Fgsm(bound);
            case BIM -> new Bim(bound, length, options.steps());
            case MI_FGSM -> new MiFgsm(bound, length, options.steps(), options.momentum());
            case NI_FGSM -> new NiFgsm(bound, length, options.steps(), options.momentum());
            case TI_FGSM -> new TiFgsm(bound, length, options.steps(), options.momentum(), FILTER);
            case PGD -> new Pgd(bound, length, options.steps(), options.randomStart(), random);
        };
    }

    /** How often it follows the gradient. */
    int steps(AttackOptions options) {
        return this == FGSM ? 1 : options.steps();
    }

    /** The papers' lengths, in 255ths: momentum spends epsilon once, the others take steps of one level at least. */
    private double length(double epsilon, int steps) {
        return switch (this) {
            case MI_FGSM, NI_FGSM, TI_FGSM -> epsilon / steps;
            case FGSM, BIM, PGD -> Math.max(1, epsilon / steps);
        };
    }
}
