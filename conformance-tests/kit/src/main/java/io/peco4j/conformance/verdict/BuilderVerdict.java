package io.peco4j.conformance.verdict;

import io.peco4j.conformance.builder.BuilderCheck;
import io.peco4j.conformance.builder.BuilderClasses;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rule PKG-08, of the builders in a plugin's jars. */
final class BuilderVerdict {
    private BuilderVerdict() {}

    /**
     * The verdict; of a plugin without builders there is none to give.
     *
     * @param entries the plugin's components, at least one
     */
    static Verdict of(Registry registry, List<Path> jars, List<Entry> entries) {
        ClassLoader loader = entries.get(0).registration().implementation().getClassLoader();
        BuilderClasses builders = BuilderClasses.in(jars, loader);
        List<String> faults = new ArrayList<>(
                new BuilderCheck(registry).of(builders.vocabulary()).faults());
        builders.orphans().forEach(name -> faults.add(name + ": no public static method of a public class makes one"));
        if (builders.vocabulary().isEmpty() && builders.orphans().isEmpty()) {
            return Verdict.doesNotApply("PKG-08", "the plugin brings no builder of the study language");
        }
        return faults.isEmpty() ? Verdict.kept("PKG-08") : Verdict.broken("PKG-08", String.join("\n", faults));
    }
}
