package io.peco4j.tasks.robustness;

import io.peco4j.nn.attack.Attack;
import io.peco4j.tasks.Hits;

/**
 * An attack with one epsilon, and how often the classifier withstood it.
 *
 * @param method the kind of attack
 * @param epsilon in 255ths
 * @param attack what is tried
 * @param hits counts right classes
 * @param reached counts the attacker's classes, where the attacker has some
 */
record Trial(Method method, double epsilon, Attack attack, Hits hits, Hits reached) {

    Trial(Method method, double epsilon, Attack attack) {
        this(method, epsilon, attack, new Hits(), new Hits());
    }

    /** The name of its score. */
    String name() {
        return method.word() + " " + AttackOptions.text(epsilon) + "/255";
    }
}
