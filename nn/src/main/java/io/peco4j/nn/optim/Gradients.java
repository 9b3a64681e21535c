package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Handles to the live gradients of parameters, for as long as one step needs them; closing them frees no gradient. */
final class Gradients implements AutoCloseable {
    private final List<NDArray> handles = new ArrayList<>();

    /** A parameter that no backward pass has reached yet counts as having a gradient of zeros. */
    Gradients(Collection<NDArray> parameters) {
        parameters.forEach(parameter -> handles.add(parameter.getGradient()));
    }

    List<NDArray> handles() {
        return handles;
    }

    @Override
    public void close() {
        handles.forEach(NDArray::close);
    }
}
