package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The cases of {@code peco4j bench}. */
public final class Bench {
    private static final int CLIPS = 10_000;

    private Bench() {}

    /**
     * All cases, the quick ones first.
     *
     * @param tokenizers by name: a case for each at 64 and at 224 pixels, in both precisions
     * @param paper PeCo's tokenizer, for the cases at its own size
     * @param planner for the case of a large data set
     * @param studies for the cases of pretrainings and of memory
     * @param coco opens a folder in the layout of COCO
     * @param clips opens a folder of class folders with videos
     * @param codebooks a small tokenizer, by the number of its codewords
     */
    public static List<BenchCase> cases(
            Map<String, LearnerFactory> tokenizers,
            PaperTokenizer paper,
            FolderPlanner planner,
            StudyPlanner studies,
            FolderOpener coco,
            FolderOpener clips,
            IntFunction<LearnerFactory> codebooks) {
        List<BenchCase> cases = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            cases.add(new MatmulCase(precision));
        }
        cases.add(new LoaderCase());
        cases.add(new LoaderShareCase());
        for (Precision precision : Precision.values()) {
            cases.add(StepCase.vitBlocks(precision));
        }
        tokenizers.forEach((name, factory) -> {
            for (Precision precision : Precision.values()) {
                cases.add(new StepCase(name + "-step-64", factory, 64, 16, precision));
                cases.add(new StepCase(name + "-step-224", factory, 224, 4, precision));
            }
        });
        cases.add(new PerceptualStepCase(paper));
        cases.add(new TokenizeCase(paper.trained()));
        cases.add(new MemoryCase());
        cases.add(new LargeBatchCase(paper.perceptual()));
        cases.add(new ManyPicturesCase(planner));
        cases.add(new CocoFileCase(coco));
        cases.add(new ClipDecodingCase(clips, CLIPS));
        cases.add(new ClusterSumCase());
        cases.addAll(new Growths(planner, studies, codebooks).cases());
        cases.addAll(new Trainings(studies).cases());
        cases.addAll(NetworkCases.all());
        return List.copyOf(cases);
    }
}
