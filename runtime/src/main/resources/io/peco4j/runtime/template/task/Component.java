package @package@;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Resize;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Accuracy of nearest neighbours by the cosine of features: the mean patch token of the encoder's last block. */
@Describe("the class of most of the nearest training pictures; a quick look at an encoder")
@Reads(Example.Labelled.class)
public final class @Name@ implements DownstreamTask {
    private final @Name@Options options;
    private final VisionEncoder encoder;
    private final NetworkContext context;
    private final int classes;

    /**
     * A task for an encoder.
     *
     * @throws InvalidInputException @PREFIX@-101 if the data have no classes, @PREFIX@-102 if they have no validation
     *     split
     */
    @Inject
    public @Name@(@Name@Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
        List<Problem> problems = new ArrayList<>();
        if (dataset.classes().size() < 2) {
            problems.add(new Problem("@PREFIX@-101", "@id@ needs labelled pictures", "data", "data with two classes or more"));
        }
        if (dataset.splits().stream().noneMatch(split -> split.name().equals(Dataset.VALIDATION))) {
            problems.add(new Problem("@PREFIX@-102", "@id@ scores on a validation split", "data", "data with a split  val"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        this.options = options;
        this.encoder = encoder;
        this.context = context;
        this.classes = dataset.classes().size();
    }

    @Override
    public Findings findings(Examples examples) {
        List<Integer> labels = new ArrayList<>();
        int[] counts = new int[2];
        try (NDManager own = context.manager().newSubManager()) {
            NDList parts = new NDList();
            examples.forEach(Dataset.TRAIN, options.batch(), view(), batch -> {
                NDArray features = features(batch.get(Sample.IMAGE)).duplicate();
                // A batch's tensors are closed when this returns; what stays belongs to a manager of one's own.
                features.attach(own);
                parts.add(features);
                Arrays.stream(batch.get(Sample.LABEL).toLongArray()).forEach(label -> labels.add((int) label));
            });
            NDArray bank = NDArrays.concat(parts).transpose();
            int neighbours = Math.min(options.neighbours(), labels.size());
            examples.forEach(Dataset.VALIDATION, options.batch(), view(), batch -> {
                NDArray similarity = features(batch.get(Sample.IMAGE)).matMul(bank);
                long[] nearest = similarity.topK(neighbours, 1, true, true).get(1).toLongArray();
                long[] truth = batch.get(Sample.LABEL).toLongArray();
                for (int i = 0; i < truth.length; i++) {
                    counts[0] += vote(nearest, i * neighbours, neighbours, labels) == truth[i] ? 1 : 0;
                    counts[1]++;
                }
            });
        }
        return new Findings(List.of(Score.percent("top-1", 100.0 * counts[0] / counts[1])), List.of());
    }

    /** The class with most votes; of equally many, that of the nearest. */
    private int vote(long[] nearest, int from, int count, List<Integer> labels) {
        int[] votes = new int[classes];
        for (int i = from; i < from + count; i++) {
            votes[labels.get((int) nearest[i])]++;
        }
        int best = labels.get((int) nearest[from]);
        for (int i = from; i < from + count; i++) {
            int label = labels.get((int) nearest[i]);
            best = votes[label] > votes[best] ? label : best;
        }
        return best;
    }

    /** (B, D), of length 1. */
    private NDArray features(NDArray images) {
        NDArray tokens = encoder.features(images, List.of(encoder.depth()), Masking.none(), false).get(0);
        NDArray mean = tokens.get(":, 1:").mean(new int[] {1});
        return mean.div(mean.norm(new int[] {1}, true));
    }

    private Preparation view() {
        Resize resize = new Resize(encoder.imageSize(), Filter.BICUBIC);
        return (example, random) -> Sample.of(Sample.IMAGE, resize.apply(example.image()))
                .with(Sample.LABEL, ((Example.Labelled) example).label());
    }
}
