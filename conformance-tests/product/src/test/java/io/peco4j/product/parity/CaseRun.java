package io.peco4j.product.parity;

/**
 * How the cases of one kind are run: builds our part from the case's arguments and stored names, feeds the inputs, and
 * checks every result. It reads sizes, seeds and switches from the case and knows no case by name.
 */
@FunctionalInterface
interface CaseRun {
    void run(ParityCase reference);
}
