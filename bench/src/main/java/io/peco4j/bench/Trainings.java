package io.peco4j.bench;

import static io.peco4j.dsl.Components.clips;
import static io.peco4j.dsl.Components.dalle;
import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.mocoV3Vit;
import static io.peco4j.dsl.Components.noPretraining;
import static io.peco4j.dsl.Components.reconstruction;
import static io.peco4j.dsl.Components.scenes;
import static io.peco4j.dsl.Components.segmentationFolder;
import static io.peco4j.dsl.Components.vit;
import static io.peco4j.dsl.Components.vqvae;

import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Components;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.bundled.Vit;
import io.peco4j.dsl.bundled.Vqvae;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The trainings whose memory and speed are measured; one more is one more line.
 *
 * @param planner of the studies that they are part of
 */
record Trainings(StudyPlanner planner) {
    private static final int IMAGE = 224;
    private static final String TOKENIZER = "tokenizer";
    private static final String PRETRAINING = "pretraining";
    private static final String TASK = "task";

    /** All cases. */
    List<BenchCase> cases() {
        List<BenchCase> cases = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            pretrainings().forEach(each -> cases.add(new PretrainingShareCase(each, precision)));
        }
        sizes().forEach(each -> cases.add(new PeakCase("memory-estimates", each, 2)));
        large().forEach(each -> cases.add(new PeakCase("large-steps", each, 3)));
        dense().forEach(each -> cases.add(new PeakCase("dense-steps", each, 3)));
        return cases;
    }

    /** At the papers' size: batches that two cores do in seconds. */
    private List<Training> pretrainings() {
        return List.of(
                mae("mae-b", 8, VitSize.BASE, 16),
                beit("beit-b", 4, vit("base").patch(16).image(IMAGE), vqvae()),
                pretraining(
                        "dino-b",
                        2,
                        vit("base").patch(16).image(IMAGE),
                        Components.dino().batch(2)));
    }

    /** Networks of each kind, at sizes from a half to a few gigabytes. */
    private List<Training> sizes() {
        Vit small = vit("small").patch(16).image(IMAGE);
        Vit base = vit("base").patch(16).image(IMAGE);
        Vqvae lite = vqvae().lite();
        return List.of(
                beit("beit-s", 8, small, lite),
                beit("beit-b", 4, base, lite),
                beit("beit-b-112", 8, vit("base").patch(16).image(112), lite),
                beit(
                        "beit-b-relative",
                        4,
                        base.relativePositionBias("shared").layerScale(0.1).dropPath(0.1),
                        lite),
                pretraining("moco-v3-s", 4, small, Components.mocoV3().batch(4)),
                classification("classification-s", 16, small),
                classification("classification-b", 4, base),
                mae("mae-b", 8, VitSize.BASE, 16),
                tokenizer("vqvae-112", 4, 112, vqvae()),
                tokenizer("vqvae-224", 2, IMAGE, vqvae()),
                tokenizer("vqvae-adversarial-112", 4, 112, vqvae().adversarial(0.4)),
                tokenizer(
                        "vqvae-perceptual-112",
                        8,
                        112,
                        vqvae().perceptual(
                                        mocoV3Vit()
                                                .encoder(vit("base")
                                                        .patch(16)
                                                        .image(112)
                                                        .positions("sin-cos-moco"))
                                                .training(Components.mocoV3().batch(64)),
                                        1)),
                tokenizer("dalle-64", 4, 64, dalle()));
    }

    /** The largest transformers of the papers. */
    private List<Training> large() {
        return List.of(
                mae("mae-l", 2, VitSize.LARGE, 16),
                beit("beit-l", 2, vit("large").patch(16).image(IMAGE), vqvae()),
                mae("mae-h-14", 1, VitSize.HUGE, 14));
    }

    /** Networks of many tokens, on ViT-B and at the papers' sizes: every place of a picture, or several frames. */
    private List<Training> dense() {
        return List.of(
                Training.ofFiles("upernet-b-512", 1, planner, Trainings::segmentation, TASK),
                DetectorTraining.base(planner),
                Training.ofFiles("timesformer-b-8x224", 1, planner, Trainings::video, TASK));
    }

    /** Eight frames of 224 pixels. */
    private static Study video(Path folder) {
        return Study.named("bench")
                .data(clips(GeneratedClips.write(folder).toString()))
                .encoder(vit("base").patch(16).image(IMAGE))
                .pretraining(noPretraining())
                .task(Components.video())
                .seeds(0)
                .build();
    }

    private static Study segmentation(Path folder) {
        return Study.named("bench")
                .data(segmentationFolder(GeneratedMaps.write(folder).toString()))
                .encoder(vit("base").patch(16).image(IMAGE))
                .pretraining(noPretraining())
                .task(Components.segmentation())
                .seeds(0)
                .build();
    }

    private static Training mae(String name, int batch, VitSize size, int patch) {
        VitConfig config = VitConfig.plain(size, patch, IMAGE);
        return Training.ofLearner(name, batch, context -> MaskedAutoencoderLearner.of(context, config));
    }

    private Training beit(String name, int batch, Vit encoder, Describes<Tokenizer> tokenizer) {
        return of(
                name,
                batch,
                study(encoder, tokenizer).pretraining(Components.beit()).task(linearProbe()),
                PRETRAINING);
    }

    /** One that needs no tokens. */
    private Training pretraining(String name, int batch, Vit encoder, Describes<PretrainingFramework> framework) {
        return of(name, batch, study(encoder, vqvae()).pretraining(framework).task(linearProbe()), PRETRAINING);
    }

    private Training classification(String name, int batch, Vit encoder) {
        StudyBuilder study =
                study(encoder, vqvae()).pretraining(Components.beit()).task(Components.classification());
        return of(name, batch, study, TASK);
    }

    private Training tokenizer(String name, int batch, int image, Describes<Tokenizer> tokenizer) {
        return of(
                name,
                batch,
                study(vit("tiny").patch(16).image(image), tokenizer).task(reconstruction()),
                TOKENIZER);
    }

    /** What comes before a pretraining is there for its cost alone, and is not trained. */
    private static StudyBuilder study(Vit encoder, Describes<Tokenizer> tokenizer) {
        return Study.named("bench")
                .data(scenes())
                .encoder(encoder)
                .tokenizer(tokenizer)
                .seeds(0);
    }

    private Training of(String name, int batch, StudyBuilder study, String kind) {
        return Training.ofStudy(name, batch, planner, study.build(), kind);
    }
}
