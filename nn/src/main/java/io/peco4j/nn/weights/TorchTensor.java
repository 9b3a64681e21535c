package io.peco4j.nn.weights;

import java.io.IOException;

/** A tensor of a file of PyTorch. */
sealed interface TorchTensor permits StridedTensor, PickledArray {
    /** Its format and shape. */
    TensorInfo info();

    /** Its bytes in C order. */
    TensorBytes bytes(WeightChannel channel) throws IOException;
}
