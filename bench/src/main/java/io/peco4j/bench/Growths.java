package io.peco4j.bench;

import io.peco4j.api.data.Split;
import io.peco4j.api.train.Precision;
import io.peco4j.bench.GrowthCase.Subject;
import io.peco4j.dsl.Components;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyBuilder;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.runtime.content.ContentIndex;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What may grow: pictures, codewords, pixels, stages of a study, choices and seeds of a report.
 *
 * @param planner of a data set in a folder
 * @param studies lays out large studies
 * @param codebooks a tokenizer to train, by the number of its codewords
 */
record Growths(FolderPlanner planner, StudyPlanner studies, IntFunction<LearnerFactory> codebooks) {
    private static final String ATTENTION = "attention compares every patch with every other";
    private static final int CODEBOOK = 512;

    /** All cases. */
    List<BenchCase> cases() {
        LearnerFactory vit = VitLearner.factory(VitSize.TINY, 4, 16);
        List<Integer> pixels = List.of(64 * 64, 128 * 128, 256 * 256, 512 * 512);
        return List.of(
                new GrowthCase("pictures", "pictures", List.of(1000, 4000, 8000, 16_000), this::pictures, ""),
                new GrowthCase(
                        "codebook",
                        "codewords",
                        List.of(512, 2048, 8192, 32_768, 65_536),
                        new StepGrowth(codebooks, codewords -> 32, 8),
                        ""),
                new GrowthCase(
                        "picture-size",
                        "pixels",
                        pixels,
                        new StepGrowth(any -> vit, area -> (int) Math.round(Math.sqrt(area)), 4),
                        ATTENTION),
                new GrowthCase(
                        "picture-size-tokenizer",
                        "pixels",
                        List.of(32 * 32, 64 * 64, 128 * 128, 256 * 256),
                        new StepGrowth(any -> codebooks.apply(CODEBOOK), area -> (int) Math.round(Math.sqrt(area)), 1),
                        ATTENTION),
                new GrowthCase("stages", "stages", List.of(300, 600, 1250, 2500, 5000), this::stages, ""),
                new GrowthCase("seeds", "seeds", List.of(10, 40, 160, 640), report(any -> 4, seeds -> seeds), ""),
                new GrowthCase("choices", "choices", List.of(40, 160, 640, 2500), report(any -> any, any -> 2), ""));
    }

    /** A first plan, which reads every file, and then every picture decoded once. */
    private GrowthCase.Cost pictures(GrowthCase of, BenchContext context, int count) {
        Path folder = context.scratch(of);
        ManyPicturesCase.draw(folder, 10, count / 10);
        try {
            return Held.of(() -> {
                Plan plan = planner.plan(folder, ContentIndex.inMemory());
                Split train = plan.data().dataset().split("train");
                for (int i = 0; i < train.size(); i++) {
                    train.example(i);
                }
                return plan;
            });
        } finally {
            delete(folder);
        }
    }

    /** The plan of a study of half as many pretrainings, with a task on each. */
    private GrowthCase.Cost stages(GrowthCase of, BenchContext context, int count) {
        StudyBuilder study = Study.named("growth")
                .data(Components.scenes())
                .encoder(Components.vit("tiny").patch(8).image(32))
                .task(Components.linearProbe())
                .seeds(0);
        for (int i = 1; i <= count / 2; i++) {
            study = study.pretraining("mae-" + i, Components.mae().set("epochs", i));
        }
        StudyBuilder whole = study;
        return Held.of(() -> studies.plan(whole.build(), Precision.FLOAT32));
    }

    private static Subject report(IntFunction<Integer> choices, IntFunction<Integer> seeds) {
        return (of, context, size) -> {
            RunRecord run = InventedRun.of(choices.apply(size), seeds.apply(size));
            Path folder = context.scratch(of);
            try {
                return Held.of(() -> {
                    Report report = new Report(run, key -> folder);
                    report.write(folder);
                    return report;
                });
            } finally {
                delete(folder);
            }
        };
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
