package io.peco4j.conformance.mutant.task;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.conformance.mutant.Borderless;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.List;

/** Tasks that do not read all that they are given. */
final class ReadingMutants {
    private ReadingMutants() {}

    @Breaks(rule = "TSK-17", says = "[TOP, BOTTOM, LEFT, RIGHT]")
    static final class ShowsTheMiddle extends ReferenceTask {
        @Inject
        ShowsTheMiddle(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        NDArray shown(NDArray images) {
            return Borderless.two(images);
        }
    }

    @Breaks(rule = "TSK-17", says = "pictures of the split 'train'")
    static final class RemembersTheMiddle extends ReferenceTask {
        private boolean learning;

        @Inject
        RemembersTheMiddle(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        String learned() {
            learning = true;
            return super.learned();
        }

        @Override
        String scored() {
            learning = false;
            return super.scored();
        }

        @Override
        NDArray shown(NDArray images) {
            return learning ? Borderless.two(images) : images;
        }
    }

    @Breaks(rule = "TSK-18", says = "read backwards")
    static final class ForgetsTheLastExample extends ReferenceTask {
        @Inject
        ForgetsTheLastExample(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Findings findings(Examples examples) {
            super.findings(examples);
            List<Point> learned = points(examples, learned());
            double[][] means = means(learned.subList(0, learned.size() - 1));
            return new Findings(scores(score(points(examples, scored()), means)), List.of());
        }
    }

    @Breaks(rule = "TSK-18", says = "the label of another")
    static final class GivesTheFirstExampleTheLabelOfTheNext extends ReferenceTask {
        @Inject
        GivesTheFirstExampleTheLabelOfTheNext(
                Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Findings findings(Examples examples) {
            super.findings(examples);
            List<Point> learned = points(examples, learned());
            learned.set(0, new Point(learned.get(0).feature(), learned.get(1).label()));
            return new Findings(scores(score(points(examples, scored()), means(learned))), List.of());
        }
    }
}
