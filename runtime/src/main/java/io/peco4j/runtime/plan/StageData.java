package io.peco4j.runtime.plan;

/**
 * Which data set a stage reads.
 *
 * @param place where the study names it; empty outside of a study
 * @param content stands for what it holds, in the stage's key
 */
record StageData(String place, String content) {
    /** The data are the caller's, and the key means nothing. */
    static final StageData OUTSIDE_OF_A_STUDY = new StageData("", "");
}
