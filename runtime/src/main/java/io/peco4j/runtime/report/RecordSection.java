package io.peco4j.runtime.report;

import io.peco4j.runtime.record.DataRecord;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.RunRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The study file, to be copied and run again, and where and with what the results were made. */
record RecordSection(RunRecord run) implements Section {

    @Override
    public void write(Html html) {
        html.open("section").element("h2", "How to reproduce this");
        html.element("p", "The command, the study file, and the environment of the stages.", "class", "quiet");
        html.element("pre", run.command(), "class", "copy", "tabindex", "0");
        html.open("details").element("summary", "Study file");
        html.element("pre", run.text(), "class", "copy", "tabindex", "0").close();
        html.open("details").element("summary", "Provenance").open("dl");
        facts().forEach((name, values) -> {
            html.element("dt", name);
            values.forEach(value -> html.element("dd", value));
        });
        html.close().close().close();
    }

    /** By fact: its values over all stages, each once; more than one where stages come from different runs. */
    private Map<String, Set<String>> facts() {
        Map<String, Set<String>> facts = new LinkedHashMap<>();
        run.stages().forEach(stage -> {
            Provenance made = stage.provenance();
            add(facts, "peco4j", made.peco4j());
            add(facts, "Java", made.java());
            add(facts, "system", made.system());
            add(facts, "engine", made.engine());
            add(facts, "threads", Integer.toString(made.threads()));
            add(facts, "precision", made.precision());
            add(facts, place(made.data()), made.data());
            made.plugins().forEach((plugin, version) -> add(facts, "plugin " + plugin, version));
        });
        run.stages().stream()
                .map(stage -> stage.provenance().time())
                .min(String::compareTo)
                .ifPresent(first -> add(facts, "first stage", first));
        run.stages().stream()
                .map(stage -> stage.provenance().time())
                .max(String::compareTo)
                .ifPresent(last -> add(facts, "last stage", last));
        return facts;
    }

    /** Where the study names the data set of a fingerprint; {@code data} in records of earlier versions. */
    private String place(String fingerprint) {
        return run.data().stream()
                .filter(data -> data.fingerprint().equals(fingerprint))
                .findFirst()
                .map(DataRecord::place)
                .orElse("data");
    }

    private static void add(Map<String, Set<String>> facts, String name, String value) {
        facts.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(value);
    }
}
