package io.peco4j.bench;

import static io.peco4j.dsl.Components.reconstruction;
import static io.peco4j.dsl.Components.scenes;
import static io.peco4j.dsl.Components.vit;
import static io.peco4j.dsl.Components.vqvae;

import io.peco4j.api.train.Precision;
import io.peco4j.bench.peer.BeitPeer;
import io.peco4j.bench.peer.ClassifierPeer;
import io.peco4j.bench.peer.MaePeer;
import io.peco4j.bench.peer.VqVaePeer;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.bundled.Vqvae;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import java.util.ArrayList;
import java.util.List;

/**
 * The trainings that are measured beside the original; one more is one more line.
 *
 * @param planner of the studies that they are part of
 * @param pairs of steps that count, of small networks
 */
record PeerCases(StudyPlanner planner, int pairs) {
    /** Enough for a median in a few seconds. */
    static final int PAIRS = 24;

    private static final int LARGE_PAIRS = 4;
    private static final int IMAGE = 224;
    private static final int PATCH = 16;
    private static final int DEPTH = 4;
    private static final int GROUPS = 8;
    private static final VqVaePeer.CodebookRule CODEBOOK = new VqVaePeer.CodebookRule(512, 32, 0.25, 0.9, 1e-5);
    private static final int PAPER_GROUPS = 32;
    private static final VqVaePeer.CodebookRule PAPER_CODEBOOK =
            new VqVaePeer.CodebookRule(8192, 256, 0.25, 0.99, 1e-5);

    /** All cases, in both precisions. */
    List<BenchCase> cases() {
        List<BenchCase> cases = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            for (int batch : new int[] {25, 50, 100}) {
                VitConfig tiny = VitConfig.plain(VitSize.TINY, 4, 32).withDepth(DEPTH);
                cases.add(beit("peers", "beit-tiny-" + batch, batch, tiny, precision, pairs));
            }
            cases.add(tokenizer("vqvae-32", 25, 32, precision));
            cases.add(tokenizer("vqvae-48", 16, 48, precision));
            cases.addAll(large(precision));
        }
        return cases;
    }

    /** At the papers' size: ViT-B on pictures of 224 pixels, and PeCo's tokenizer. */
    private List<BenchCase> large(Precision precision) {
        VitConfig base = VitConfig.plain(VitSize.BASE, PATCH, IMAGE);
        PeerCase beit = beit("large-peers", "beit-b-8", 8, base, precision, LARGE_PAIRS);
        return List.of(
                beit,
                mae("large-peers", "mae-b-8", 8, base, precision, LARGE_PAIRS),
                fineTuning("large-peers", "fine-tuning-b-8", 8, base, precision, LARGE_PAIRS),
                tokenizer("large-peers", paperTokenizer(), precision, LARGE_PAIRS, PAPER_GROUPS, PAPER_CODEBOOK),
                new PeerMemoryCase(beit, false),
                new PeerMemoryCase(beit, true));
    }

    static PeerCase beit(String group, String name, int batch, VitConfig config, Precision precision, int pairs) {
        Training training = Training.ofLearner(name, batch, context -> MaskedTokenLearner.of(context, config));
        return new PeerCase(
                group,
                training,
                (learner, in) -> BeitPeer.network(
                        learner.state().keySet(),
                        config.patch(),
                        config.block().width(),
                        config.block().heads(),
                        in),
                precision,
                pairs);
    }

    static PeerCase mae(String group, String name, int batch, VitConfig config, Precision precision, int pairs) {
        Training training = Training.ofLearner(name, batch, context -> MaskedAutoencoderLearner.of(context, config));
        MaePeer.Sizes sizes = new MaePeer.Sizes(
                config.gridRows(),
                config.patch(),
                MaskedAutoencoderSubject.visible(config.patches()),
                config.block().width(),
                config.block().heads(),
                MaskedAutoencoderSubject.DECODER_WIDTH,
                MaskedAutoencoderSubject.DECODER_HEADS);
        return new PeerCase(
                group,
                training,
                (learner, in) -> MaePeer.network(learner.state().keySet(), sizes, in),
                precision,
                pairs);
    }

    static PeerCase fineTuning(String group, String name, int batch, VitConfig config, Precision precision, int pairs) {
        Training training = Training.ofLearner(name, batch, context -> FineTuningLearner.of(context, config));
        return new PeerCase(
                group,
                training,
                (learner, in) -> ClassifierPeer.network(
                        learner.state().keySet(),
                        config.patch(),
                        config.block().width(),
                        config.block().heads(),
                        in),
                precision,
                pairs);
    }

    /** With a codebook that neither starts by k-means nor revives codewords: the original has no such thing. */
    private PeerCase tokenizer(String name, int batch, int image, Precision precision) {
        Vqvae plain = vqvae().preset("tiny")
                .multipliers(1, 1, 2)
                .set("codebook.initial", "normal")
                .reviveBelow(0);
        return tokenizer("peers", training(name, batch, plain, 4, image), precision, pairs, GROUPS, CODEBOOK);
    }

    private Training paperTokenizer() {
        return training("vqvae-224", 2, vqvae(), PATCH, IMAGE);
    }

    private Training training(String name, int batch, Vqvae tokenizer, int patch, int image) {
        Study study = Study.named("bench")
                .data(scenes())
                .encoder(vit("tiny").patch(patch).image(image))
                .tokenizer(tokenizer)
                .task(reconstruction())
                .seeds(0)
                .build();
        return Training.ofStudy(name, batch, planner, study, "tokenizer");
    }

    private static PeerCase tokenizer(
            String group,
            Training training,
            Precision precision,
            int pairs,
            int groups,
            VqVaePeer.CodebookRule codebook) {
        return new PeerCase(
                group,
                training,
                (learner, in) -> VqVaePeer.network(learner.state().keySet(), groups, codebook, in),
                precision,
                pairs);
    }
}
