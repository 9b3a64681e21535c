package io.peco4j.conformance.verdict;

import com.typesafe.config.ConfigRenderOptions;
import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.pictures.DataPlaceholders;
import io.peco4j.runtime.plugin.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A component of a plugin, with options that make it small, and what it is not able to do.
 *
 * @param component to be tried
 * @param lacks as its author says
 */
public record Subject(Component<?> component, Set<Ability> lacks) {
    public Subject {
        lacks = Set.copyOf(lacks);
    }

    /** Kind, id and options. */
    public String title() {
        String options = component.options().root().render(ConfigRenderOptions.concise());
        return ComponentKind.of(component).word() + " " + component.id()
                + (component.options().isEmpty() ? "" : " " + options);
    }

    /**
     * What a plugin's components are tried with: what the first file that names them says, and their defaults where
     * none does.
     *
     * @throws InvalidInputException if a file names what is not there
     */
    static List<Subject> of(List<ConformanceFile> files, List<Entry> entries, DataPlaceholders placeholders) {
        List<Subject> subjects = new ArrayList<>();
        for (ConformanceFile file : files) {
            List<Subject> before = List.copyOf(subjects);
            file.subjects(entries, placeholders).stream()
                    .filter(subject -> before.stream().noneMatch(subject::isOfTheSame))
                    .forEach(subjects::add);
        }
        entries.stream()
                .filter(entry -> subjects.stream().noneMatch(subject -> subject.isOf(entry)))
                .forEach(entry -> subjects.add(
                        new Subject(Component.of(entry.kind().type(), entry.id().name()), Set.of())));
        return subjects;
    }

    /** Whether this is how an entry is tried. */
    public boolean isOf(Entry entry) {
        return ComponentKind.of(component) == entry.kind() && component.id().equals(entry.id());
    }

    private boolean isOfTheSame(Subject other) {
        return component.type() == other.component.type() && component.id().equals(other.component.id());
    }
}
