package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies weights into live networks, all or nothing.
 *
 * <p>Names must match one to one, shapes exactly; among floating-point formats values are converted. Every mismatch is
 * reported at once, those of one kind in all blocks together, before anything is written. The live tensors keep their
 * identity: all references see the new values, and optimisers and kernels need not be told.
 */
public final class Weights {
    private Weights() {}

    /**
     * Reads a file into live tensors.
     *
     * @param live parameters and buffers by name
     * @param source an open file; stays open
     * @throws InvalidInputException PECO-305, PECO-306, PECO-307 for missing, unexpected and unfitting tensors,
     *     PECO-316 for those that are there and cannot be read
     */
    public static void copyInto(Map<String, NDArray> live, WeightFile source) {
        Map<String, PendingTensor> pending = new LinkedHashMap<>();
        source.tensors().keySet().forEach(name -> pending.put(name, PendingTensor.of(source, name)));
        WeightOrigin provenance = new WeightOrigin(source.path().toString(), "", "", source.unsupported());
        copyInto(live, pending, provenance);
    }

    /**
     * Copies tensors into live ones.
     *
     * @param live parameters and buffers by name
     * @param source tensors by name; unchanged
     * @throws InvalidInputException PECO-305, PECO-306, PECO-307 for missing, unexpected and unfitting tensors
     */
    public static void copyInto(Map<String, NDArray> live, Map<String, NDArray> source) {
        check(live, forms(source), WeightOrigin.of(""));
        live.forEach((name, target) -> {
            NDArray tensor = source.get(name);
            if (tensor != null) {
                InPlace.copy(target, 0, tensor);
            }
        });
    }

    /**
     * Makes tensors one by one and copies them into live ones.
     *
     * @param live parameters and buffers by name
     * @param source tensors by name
     * @param provenance what messages say of the source
     * @throws InvalidInputException PECO-305, PECO-306, PECO-307 for missing, unexpected and unfitting tensors,
     *     PECO-316 for those that are there and cannot be read
     */
    public static void copyInto(Map<String, NDArray> live, Map<String, PendingTensor> source, WeightOrigin provenance) {
        check(live, source, provenance);
        live.forEach((name, target) -> {
            PendingTensor tensor = source.get(name);
            if (tensor != null) {
                tensor.writer().accept(target);
            }
        });
    }

    private static Map<String, PendingTensor> forms(Map<String, NDArray> source) {
        Map<String, PendingTensor> forms = new LinkedHashMap<>();
        source.forEach((name, tensor) ->
                forms.put(name, PendingTensor.made(tensor.getShape(), tensor.getDataType(), manager -> tensor)));
        return forms;
    }

    private static void check(Map<String, NDArray> live, Map<String, PendingTensor> source, WeightOrigin provenance) {
        Mismatches mismatches = new Mismatches(provenance);
        live.forEach((name, tensor) -> {
            PendingTensor found = source.get(name);
            if (found == null) {
                mismatches.missing(name, Mismatches.form(tensor));
                return;
            }
            mismatches.shared(name);
            if (!found.fits(tensor)) {
                mismatches.unfitting(name, found, tensor);
            }
        });
        source.forEach((name, form) -> {
            if (!live.containsKey(name)) {
                mismatches.unexpected(name, form.toString());
            }
        });
        List<Problem> problems = mismatches.problems();
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
