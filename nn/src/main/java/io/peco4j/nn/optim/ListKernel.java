package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A compiled function over lists of tensors, all of one length, that changes some of them in place; one native call.
 *
 * <p>The compiler drops an in-place operator on a list that nothing reads afterwards. So the function returns an
 * element of each list that it changes.
 */
final class ListKernel {
    private final Kernel kernel;
    private final int length;

    /**
     * Compiles a function.
     *
     * @param length of each list, at least 1
     * @param lists names of the lists
     * @param changed those that the body changes
     * @param body statements over the lists and the tensor {@code values}
     * @param results further tensors to return, names from the body
     */
    ListKernel(String name, int length, List<String> lists, List<String> changed, String body, List<String> results) {
        List<String> returned = new ArrayList<>(results);
        changed.forEach(list -> returned.add(list + "[0]"));
        String arguments = lists.stream()
                .flatMap(list -> elements(list, length).stream())
                .map(element -> ", " + element + ": Tensor")
                .collect(Collectors.joining());
        String gathered = lists.stream()
                .map(list -> list + " = [" + String.join(", ", elements(list, length)) + "]\n")
                .collect(Collectors.joining());
        String tuple = "Tuple[" + String.join(", ", Collections.nCopies(returned.size(), "Tensor")) + "]";
        this.kernel = Kernel.compile(
                name,
                "def forward(self, values: Tensor" + arguments + ") -> " + tuple + ":\n"
                        + (gathered + body).indent(2)
                        + "  return (" + String.join(", ", returned) + ",)\n");
        this.length = length;
    }

    /**
     * Runs the function with gradient mode off.
     *
     * @param values owns the results
     * @return the further results; the caller closes them
     */
    NDList run(NDArray values, int results, List<List<NDArray>> lists) {
        List<NDArray> arguments = new ArrayList<>(1 + lists.size() * length);
        arguments.add(values);
        lists.forEach(arguments::addAll);
        return GradientMode.off(() -> {
            NDList returned = kernel.call(arguments.toArray(NDArray[]::new));
            returned.subNDList(results).close();
            return new NDList(returned.subList(0, results));
        });
    }

    private static List<String> elements(String list, int length) {
        return IntStream.range(0, length).mapToObj(i -> list + i).toList();
    }
}
