package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies weights into live networks, all or nothing.
 *
 * <p>Names must match one to one, shapes exactly; among floating-point formats values are converted. Every mismatch is
 * reported at once, before anything is written. The live tensors keep their identity: whoever holds one sees the new
 * values, and optimisers and kernels need not be told.
 */
public final class Weights {
    private Weights() {}

    /**
     * Reads a file into live tensors.
     *
     * @param live parameters and buffers by name
     * @param source an open file; stays open
     * @throws InvalidInputException PECO-305, PECO-306, PECO-307 for missing, unexpected and unfitting tensors
     */
    public static void copyInto(Map<String, NDArray> live, WeightFile source) {
        Map<String, Form> forms = new LinkedHashMap<>();
        source.tensors()
                .forEach((name, info) ->
                        forms.put(name, new Form(info.shape(), info.type().loaded())));
        check(live, forms, source.path().toString());
        live.forEach((name, target) -> {
            try (NDManager manager = target.getManager().newSubManager()) {
                InPlace.copy(target, 0, source.read(name, manager));
            }
        });
    }

    /**
     * Copies tensors into live ones.
     *
     * @param live parameters and buffers by name
     * @param source tensors by name; unchanged
     * @throws InvalidInputException PECO-305, PECO-306, PECO-307 for missing, unexpected and unfitting tensors
     */
    public static void copyInto(Map<String, NDArray> live, Map<String, NDArray> source) {
        Map<String, Form> forms = new LinkedHashMap<>();
        source.forEach((name, tensor) -> forms.put(name, new Form(tensor.getShape(), tensor.getDataType())));
        check(live, forms, "");
        live.forEach((name, target) -> {
            NDArray tensor = source.get(name);
            if (tensor != null) {
                InPlace.copy(target, 0, tensor);
            }
        });
    }

    /** What must agree. */
    private record Form(Shape shape, DataType dtype) {
        boolean fits(Form live) {
            return shape.equals(live.shape) && (dtype == live.dtype || (dtype.isFloating() && live.dtype.isFloating()));
        }

        @Override
        public String toString() {
            return dtype + " " + shape;
        }
    }

    private static void check(Map<String, NDArray> live, Map<String, Form> source, String where) {
        List<Problem> problems = new ArrayList<>();
        live.forEach((name, tensor) -> {
            Form expected = new Form(tensor.getShape(), tensor.getDataType());
            Form found = source.get(name);
            if (found == null) {
                problems.add(new Problem(
                        "PECO-305", "weight " + name + " is missing", where, "the network has it as " + expected));
            } else if (!found.fits(expected)) {
                problems.add(new Problem(
                        "PECO-307", "weight " + name + " is " + found, where, "the network has it as " + expected));
            }
        });
        source.forEach((name, form) -> {
            if (!live.containsKey(name)) {
                problems.add(new Problem(
                        "PECO-306", "weight " + name + " is unexpected", where, "the network has no such weight"));
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
