package io.peco4j.dsl;

/** Which number format a study computes matrix products in; see {@link io.peco4j.api.train.Precision}. */
public enum PrecisionChoice {
    /** What is fastest on the machine that runs it. */
    AUTO,
    FLOAT32,
    BFLOAT16
}
