package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Describes;
import java.util.Map;

/** Whether distances of tokens agree with people on triplets of pictures: the task {@code human-agreement}. */
public record HumanAgreement(Component<DownstreamTask> component)
        implements Configurable<DownstreamTask, HumanAgreement> {
    @Override
    public HumanAgreement with(Component<DownstreamTask> changed) {
        return new HumanAgreement(changed);
    }

    /** The folder of a CSV file's pictures; by default {@code images} next to the file. */
    public HumanAgreement pictures(String folder) {
        return set("pictures", folder);
    }

    /** Side that pictures are resized to for pixels and backbones; without it, the tokenizer's. */
    public HumanAgreement image(int side) {
        return set("image", side);
    }

    /** The largest number of triplets. */
    public HumanAgreement limit(int triplets) {
        return set("limit", triplets);
    }

    /** Counts a triplet by the share of people that agree, as BAPPS is scored, and not by the majority. */
    public HumanAgreement byVotes() {
        return set("counting", "votes");
    }

    /** Adds a backbone: features of length 1, as LPIPS without linear heads. */
    public HumanAgreement backbone(Describes<PerceptualBackbone> backbone) {
        return set(Perceptions.KEY, Perceptions.with(component, backbone, Map.of()));
    }

    /** Adds a backbone, without and with linear heads of LPIPS from a file. */
    public HumanAgreement lpips(Describes<PerceptualBackbone> backbone, String heads) {
        return set(Perceptions.KEY, Perceptions.with(component, backbone, Map.of("heads", heads)));
    }
}
