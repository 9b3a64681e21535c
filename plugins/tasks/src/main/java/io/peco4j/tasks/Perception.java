package io.peco4j.tasks;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.options.Describe;
import io.peco4j.nn.perceptual.FeatureDistance;
import io.peco4j.nn.perceptual.LinearHeads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A backbone whose features compare pictures, as an option of tasks. */
public record Perception(
        @Describe("the feature network; its distance is that of LPIPS without linear heads: features of length 1")
        Component<PerceptualBackbone> backbone,

        @Describe("linear heads of LPIPS for its layers, a .npz, .safetensors or .pth file: adds the published metric")
        Optional<Path> heads) {

    /**
     * A distance with the name that scores have.
     *
     * @param name the backbone's id, with {@code LPIPS} behind it where linear heads weight the channels
     */
    public record Named(String name, FeatureDistance distance) {}

    /**
     * Makes the distances of some backbones, two for each that has heads.
     *
     * @throws io.peco4j.api.problem.InvalidInputException PECO-314 and others if weights or heads do not fit
     */
    public static List<Named> distances(List<Perception> perceptions, NetworkContext context) {
        List<Named> made = new ArrayList<>();
        for (Perception perception : perceptions) {
            PerceptualBackbone backbone = context.create(perception.backbone());
            String id = perception.backbone().id().name();
            made.add(new Named(free(id, made), FeatureDistance.plain(backbone)));
            perception.heads().ifPresent(file -> {
                LinearHeads heads = LinearHeads.read(file, backbone, context.manager());
                made.add(new Named(free(id + " LPIPS", made), FeatureDistance.weighted(backbone, heads)));
            });
        }
        return List.copyOf(made);
    }

    private static String free(String name, List<Named> taken) {
        String free = name;
        for (int i = 2; names(taken).contains(free); i++) {
            free = name + " " + i;
        }
        return free;
    }

    private static List<String> names(List<Named> made) {
        return made.stream().map(Named::name).toList();
    }
}
