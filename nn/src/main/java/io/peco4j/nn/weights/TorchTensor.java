package io.peco4j.nn.weights;

import java.io.IOException;

/** A tensor of a file of PyTorch. */
sealed interface TorchTensor permits StridedTensor, PickledArray {
    /** Its format and shape. */
    TensorInfo info();

    /** Whether it has more elements than it has numbers in the file. */
    boolean repeats();

    /** Its bytes in C order. */
    TensorBytes bytes(WeightChannel channel) throws IOException;
}
