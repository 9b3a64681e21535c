package io.peco4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.ForwardingDataset;
import io.peco4j.api.data.ForwardingSplit;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.ForwardingTokenizer;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.ForwardingLearner;
import io.peco4j.api.train.Learner;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A method that an interface gets later is forwarded, too, or named here as one that follows from others. */
final class ForwardingTest {
    private static final int NUMBER = 7;

    @Test
    void everyCallReachesTheOtherOneAndItsAnswerComesBack() throws ReflectiveOperationException {
        check(Learner.class, learner -> (ForwardingLearner) () -> learner, Set.of());
        check(Tokenizer.class, tokenizer -> (ForwardingTokenizer) () -> tokenizer, Set.of());
        check(Dataset.class, dataset -> (ForwardingDataset) () -> dataset, Set.of("split"));
        check(Split.class, split -> (ForwardingSplit) () -> split, Set.of("classOf", "select"));
    }

    private static <T> void check(Class<T> contract, UnaryOperator<T> forwarding, Set<String> derived)
            throws ReflectiveOperationException {
        for (Method method : contract.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || derived.contains(method.getName())) {
                continue;
            }
            List<Method> calls = new ArrayList<>();
            Object other = Proxy.newProxyInstance(
                    contract.getClassLoader(), new Class<?>[] {contract}, (proxy, called, arguments) -> {
                        calls.add(called);
                        return value(called.getReturnType());
                    });

            Object answer = method.invoke(
                    forwarding.apply(contract.cast(other)),
                    Arrays.stream(method.getParameterTypes())
                            .map(ForwardingTest::value)
                            .toArray());

            assertThat(calls).as("%s", method).containsExactly(method);
            assertThat(answer).as("%s", method).isEqualTo(value(method.getReturnType()));
        }
    }

    private static @Nullable Object value(Class<?> type) {
        if (type == int.class) {
            return NUMBER;
        }
        if (type == double.class) {
            return (double) NUMBER;
        }
        return type == Optional.class ? Optional.of("one") : type == List.class ? List.of("one") : null;
    }
}
