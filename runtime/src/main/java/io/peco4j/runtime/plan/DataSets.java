package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import io.peco4j.api.component.Component;
import io.peco4j.api.component.ComponentId;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plugin.ComponentInputs;
import io.peco4j.runtime.plugin.Plugin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the data sets of a study, each once, however often the study names it. */
final class DataSets {
    private final Resolver resolver;
    private final ContentDigests digests;
    private final List<Problem> problems;
    private final Map<Choice, Optional<Opened>> opened = new LinkedHashMap<>();

    /** @param problems gets all that is wrong */
    DataSets(Resolver resolver, ContentDigests digests, List<Problem> problems) {
        this.resolver = resolver;
        this.digests = digests;
        this.problems = problems;
    }

    /**
     * Opens one, unless it is open.
     *
     * @param encoder options that it may take from an encoder
     * @param place where the study names it
     * @return empty if it has a problem
     */
    Optional<Opened> open(Component<Dataset> data, Config encoder, String place) {
        return resolver.resolve(data, encoder, place)
                .flatMap(found ->
                        opened.computeIfAbsent(new Choice(data.id(), found.options()), first -> open(found, place)));
    }

    private Optional<Opened> open(Resolved data, String place) {
        try {
            ComponentInputs inputs = ComponentInputs.options(data.options()).with(ContentDigests.class, digests);
            Dataset dataset = data.entry().create(Dataset.class, inputs);
            return Optional.of(new Opened(
                    place, data.component().id(), dataset, data.entry().plugin()));
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(problem.at(named(problem, place))));
            return Optional.empty();
        }
    }

    /** A data set calls itself {@code data}, whatever the study calls it. */
    private static String named(Problem problem, String place) {
        return problem.place()
                .map(own -> own.startsWith(OpenData.STUDY + ".") ? place + own.substring(OpenData.STUDY.length()) : own)
                .orElse(place);
    }

    /** All that are open, by place, the study's first; reads what they hold. */
    Map<String, OpenData> read() {
        Map<String, OpenData> all = new LinkedHashMap<>();
        opened.values().stream().flatMap(Optional::stream).forEach(each -> all.put(each.place(), each.read()));
        return all;
    }

    /** One that is open, and not read yet. */
    record Opened(String place, ComponentId component, Dataset dataset, Plugin reader) {
        private OpenData read() {
            return new OpenData(place, component, dataset, dataset.fingerprint(), reader);
        }
    }

    private record Choice(ComponentId id, Record options) {}
}
