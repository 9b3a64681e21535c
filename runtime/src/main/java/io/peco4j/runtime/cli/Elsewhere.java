package io.peco4j.runtime.cli;

import io.peco4j.runtime.engine.EngineSettings;
import io.peco4j.runtime.launch.Place;
import io.peco4j.runtime.launch.StageLostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

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
     * @param place called on several threads with a command and with whoever hears its lines; gives {@code code} (an
     *     {@code Integer}) and {@code errors} (a list of texts), or {@code lost} and why
     * @return the exit code
     */
    public static int run(
            Path home, BiFunction<List<String>, Consumer<String>, Map<String, Object>> place, String... arguments) {
        Locale.setDefault(Locale.ROOT);
        EngineSettings.apply();
        Peco4j.logQuietly();
        Services services = Services.ofThisProcess()
                .at(new Services.There(
                        List.of(home.resolve("peco4j").toString()),
                        (command, lines) -> ending(place.apply(command, lines))));
        return Commands.over(services).execute(arguments);
    }

    private static Place.Ending ending(Map<String, Object> said) throws StageLostException {
        if (said.get("lost") instanceof String why) {
            throw new StageLostException("who ran it is gone: " + why);
        }
        if (said.get("code") instanceof Integer code && said.get("errors") instanceof List<?> errors) {
            return new Place.Ending(code, errors.stream().map(String::valueOf).toList());
        }
        throw new IllegalStateException("no code and no errors, but " + said);
    }
}
