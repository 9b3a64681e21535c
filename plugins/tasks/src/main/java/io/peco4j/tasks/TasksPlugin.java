package io.peco4j.tasks;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.tasks.agreement.HumanAgreement;
import io.peco4j.tasks.classification.Classification;
import io.peco4j.tasks.codebook.Invariance;
import io.peco4j.tasks.codebook.Reconstruction;
import io.peco4j.tasks.probe.CodewordProbe;
import io.peco4j.tasks.probe.LinearProbe;

/** The bundled downstream tasks. */
public final class TasksPlugin extends PluginModule {
    @Override
    protected void configure() {
        task("linear-probe", LinearProbe.Options.class).to(LinearProbe.class);
        task("codeword-probe", CodewordProbe.Options.class).to(CodewordProbe.class);
        task("human-agreement", HumanAgreement.Options.class).to(HumanAgreement.class);
        task("reconstruction", Reconstruction.Options.class).to(Reconstruction.class);
        task("invariance", Invariance.Options.class).to(Invariance.class);
        task("classification", Classification.Options.class).to(Classification.class);
    }
}
