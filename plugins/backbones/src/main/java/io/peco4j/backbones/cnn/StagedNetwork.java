package io.peco4j.backbones.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Stateful;
import java.util.List;
import java.util.Map;

/** A convolutional network without a classifier, and the ends of its stages. */
interface StagedNetwork extends Stateful {

    /**
     * The maps of the stages from the first to a given one, (B, C, H, W) each, owned by the manager of the pictures.
     *
     * @param pictures float32 (B, 3, H, W), normalised
     * @param last from 1
     * @param training whether norms use the batch's statistics and move their own
     */
    List<NDArray> stages(NDArray pictures, int last, boolean training);

    /** Number of the last stage, counted from 1. */
    int depth();

    /** Channels of the last stage's map. */
    int width();

    /** The running statistics of norms. */
    PassState passState();

    /** Parameters, without the running statistics of norms. */
    Map<String, NDArray> trainable();

    /** Of the stages up to one and with it; a multiply-add counts two. */
    double flops(Shape pictures, int last);

    /** Bytes that a pass to a stage keeps for the backward pass, as its weights gather gradients now. */
    double activationBytes(Shape pictures, int last);

    /** Numbers in the maps of stages, counted from 1. */
    long mapSize(Shape pictures, List<Integer> stages);
}
