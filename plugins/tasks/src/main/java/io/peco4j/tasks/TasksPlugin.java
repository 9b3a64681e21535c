package io.peco4j.tasks;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.tasks.classification.Classification;
import io.peco4j.tasks.probe.CodewordProbe;
import io.peco4j.tasks.probe.LinearProbe;

/** The bundled downstream tasks. */
public final class TasksPlugin extends PluginModule {
    @Override
    protected void configure() {
        task("linear-probe", LinearProbe.Options.class).to(LinearProbe.class);
        task("codeword-probe", CodewordProbe.Options.class).to(CodewordProbe.class);
        task("classification", Classification.Options.class).to(Classification.class);
    }
}
