package io.peco4j.product.architecture.planted.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/** Combines a tensor with a number outside of a kernel, and leaves recording off. */
public final class Scaled {
    NDArray twice(NDArray tensor) {
        JniUtils.setGradMode(false);
        return tensor.mul(2);
    }

    NDArray overMemoryOfJava(NDManager manager) {
        return manager.create(1f).broadcast(manager.create(new Shape(1)).getShape());
    }
}
