package io.peco4j.bench.peer;

import io.peco4j.api.train.Precision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * TorchScript text in the making: one operator a statement, none of them fused, and the weights that it reads by name.
 *
 * <p>In bfloat16, operators on a processor's list of autocast (linear maps, convolutions, matrix products) are given
 * their arguments cast each time, and all others what comes, as autocast does it.
 */
final class Script {
    private final Set<String> known;
    private final Precision precision;
    private final List<String> weights = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private int values;

    /** @param known names of all weights that there are */
    Script(Collection<String> known, Precision precision) {
        this.known = Set.copyOf(known);
        this.precision = precision;
    }

    /** Whether there is a weight of that name. */
    boolean has(String name) {
        return known.contains(name);
    }

    /** How many layers with consecutive numbers there are, from 0. */
    int count(String before, String after) {
        int count = 0;
        while (has(before + count + after)) {
            count++;
        }
        return count;
    }

    /** A weight's variable. */
    String weight(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException("no weight is called " + name);
        }
        if (!weights.contains(name)) {
            weights.add(name);
        }
        return "w" + weights.indexOf(name);
    }

    /** A statement; its variable. */
    String let(String expression) {
        String name = "v" + values++;
        body.append("  ").append(name).append(" = ").append(expression).append('\n');
        return name;
    }

    /** {@code let("torch.NAME(ARGUMENTS)")}. */
    String call(String operator, Object... arguments) {
        return let("torch." + operator + "("
                + Stream.of(arguments).map(Object::toString).collect(Collectors.joining(", ")) + ")");
    }

    /** As an operator of autocast's list takes it. */
    String narrow(String value) {
        return precision == Precision.BFLOAT16 ? call("to", value, 15) : value;
    }

    /** As float32. */
    String wide(String value) {
        return precision == Precision.BFLOAT16 ? call("to", value, 6) : value;
    }

    String linear(String x, String name) {
        return call("linear", narrow(x), narrow(weight(name + ".weight")), narrow(weight(name + ".bias")));
    }

    String convolution(String x, String name, int stride, int padding) {
        return let(String.format(
                Locale.ROOT,
                "self.conv2d(%s, %s, %s, [%4$d, %4$d], [%5$d, %5$d], [1, 1], 1)",
                narrow(x),
                narrow(weight(name + ".weight")),
                narrow(weight(name + ".bias")),
                stride,
                padding));
    }

    String matmul(String a, String b) {
        return call("matmul", narrow(a), narrow(b));
    }

    /** Names of the weights, in the order of the arguments. */
    List<String> weights() {
        return List.copyOf(weights);
    }

    /** The function of inputs and weights. */
    String text(List<String> inputs, List<String> results) {
        String arguments = Stream.concat(inputs.stream(), weights.stream().map(this::weight))
                .map(name -> ", " + name + ": Tensor")
                .collect(Collectors.joining());
        return "def forward(self" + arguments + ") -> Tuple["
                + results.stream().map(result -> "Tensor").collect(Collectors.joining(", ")) + "]:\n" + body
                + "  return (" + String.join(", ", results) + ",)\n";
    }
}
