package io.peco4j.runtime.cli.doctor;

import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether all plugins load, and have the classes that they name.
 *
 * @param plugins loads them
 */
record PluginsCheck(Supplier<Registry> plugins) implements Check {

    @Override
    public String subject() {
        return "plugins";
    }

    @Override
    public Finding look() {
        try (Registry registry = plugins.get()) {
            long loaded =
                    registry.entries().stream().map(Entry::plugin).distinct().count();
            String what = registry.entries().size() + " components of " + loaded + " plugins";
            if (!registry.quarantined().isEmpty()) {
                return Finding.broken(
                        what + "; not used: " + registry.quarantined().size(),
                        lines(registry.quarantined().stream().flatMap(plugin -> plugin.problems().stream())));
            }
            List<Problem> missing = registry.missingClasses();
            if (!missing.isEmpty()) {
                return Finding.broken(what + "; classes that are missing: " + missing.size(), lines(missing.stream()));
            }
            if (!registry.remarks().isEmpty()) {
                return Finding.limited(what, lines(registry.remarks().stream()));
            }
            return registry.entries().isEmpty()
                    ? Finding.broken("there are none", "start peco4j with ./peco4j, which knows where they are")
                    : Finding.works(what);
        } catch (IOException e) {
            return Finding.limited("their jars cannot be closed: " + e.getMessage(), "");
        }
    }

    private static String lines(Stream<Problem> problems) {
        return problems.map(PluginsCheck::line).collect(Collectors.joining("\n", "", "\nsee ./peco4j plugins list"));
    }

    private static String line(Problem problem) {
        return problem.code() + " " + problem.what()
                + problem.place().map(place -> " (" + place + ")").orElse("");
    }
}
