package @package@;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.learn.OneObjectiveLearner;
import java.util.List;
import java.util.Map;

/** Trains it to give back what it was given: mean absolute error. */
final class @Name@Learner extends OneObjectiveLearner {
    private static final double SMALLEST_CROP = 0.5;

    private final @Name@Options options;
    private final @Name@ tokenizer;

    @Name@Learner(@Name@Options options, @Name@ tokenizer) {
        super("@id@", options.recipe(), List.of(new ParameterGroup("all", tokenizer.state(), 1, true)));
        this.options = options;
        this.tokenizer = tokenizer;
    }

    @Override
    public Preparation preparation() {
        RandomResizedCrop crop = new RandomResizedCrop(options.image(), SMALLEST_CROP, 1, Filter.BICUBIC);
        return (example, random) -> Sample.of(Sample.IMAGE, crop.apply(example.image(), random));
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray images = batch.get(Sample.IMAGE);
        NDArray codes = tokenizer.encode(images, true);
        return Loss.of(tokenizer.decode(codes, true).sub(images).abs().mean());
    }

    @Override
    public Map<String, NDArray> state() {
        return tokenizer.state();
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * tokenizer.flopsBothWays();
    }
}
