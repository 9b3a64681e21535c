package io.peco4j.runtime.cli;

import io.peco4j.runtime.engine.EngineSettings;
import io.peco4j.runtime.launch.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;

/**
 * The program inside another one that runs its stages, such as the driver of a cluster's engine. That one loads it in a
 * class loader of its own: only types of the JDK pass between them.
 */
public final class Elsewhere {
    private Elsewhere() {}

    /**
     * Runs a command whose stages run somewhere else.
     *
     * @param home of peco4j, at the same path there
     * @param place called on several threads with commands that run together and with whoever hears their ranks and
     *     lines; gives {@code ended}, a list of maps with {@code rank}, {@code code} (each an {@code Integer}) and
     *     {@code errors} (a list of texts), and, unless all ran to their end, {@code lost} and why
     * @param slots how many commands can run at once, when so many are wanted, as {@link Place#slots}
     * @param sealed whether what they tell each other must be encrypted
     * @return the exit code
     */
    public static int run(
            Path home,
            BiFunction<List<List<String>>, BiConsumer<Integer, String>, Map<String, Object>> place,
            IntUnaryOperator slots,
            boolean sealed,
            String... arguments) {
        Locale.setDefault(Locale.ROOT);
        EngineSettings.apply();
        Peco4j.logQuietly();
        Services services = Services.ofThisProcess()
                .at(new Services.There(List.of(home.resolve("peco4j").toString()), new Called(place, slots, sealed)));
        return Commands.over(services).execute(arguments);
    }

    private record Called(
            BiFunction<List<List<String>>, BiConsumer<Integer, String>, Map<String, Object>> place,
            IntUnaryOperator slots,
            boolean sealed)
            implements Place {
        @Override
        public Outcome run(List<List<String>> programs, BiConsumer<Integer, String> lines) {
            Map<String, Object> said = place.apply(programs, lines);
            List<Ending> endings = new ArrayList<>();
            if (said.get("ended") instanceof List<?> ended) {
                ended.forEach(each -> endings.add(ending(each)));
            }
            return new Outcome(endings, said.get("lost") instanceof String why ? why : null);
        }

        @Override
        public int slots(int wanted) {
            return slots.applyAsInt(wanted);
        }

        private static Ending ending(Object said) {
            if (said instanceof Map<?, ?> ended
                    && ended.get("rank") instanceof Integer rank
                    && ended.get("code") instanceof Integer code
                    && ended.get("errors") instanceof List<?> errors) {
                return new Ending(
                        rank, code, errors.stream().map(String::valueOf).toList());
            }
            throw new IllegalStateException("no rank, code and errors, but " + said);
        }
    }
}
