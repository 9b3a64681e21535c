package io.peco4j.conformance.mutant.pretraining;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.teacher.MomentumSchedule;
import io.peco4j.nn.teacher.MomentumTeacher;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Predicts, beside pixels, what a slowly moving teacher makes of hidden patches when it sees the whole picture. */
class TaughtPixels extends MaskedPixels {
    private static final Kernel ERROR = Kernel.compile("error of hidden features", """
            def forward(self, predicted: Tensor, features: Tensor, hidden: Tensor) -> Tensor:
              errors = torch.mean(torch.pow(predicted - torch.slice(features, 1, 1), 2), [-1])
              return torch.sum(errors * hidden) / torch.sum(hidden)
            """);

    final VisionEncoder twin;
    private final MaeDecoder features;
    private final MomentumTeacher teacher;

    @Inject
    TaughtPixels(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
        super(options, encoder, context);
        this.features = decoder(encoder, context, encoder.width());
        this.twin = encoder.twin(context);
        this.teacher =
                MomentumTeacher.of(context.manager(), twin.state(), encoder.state(), MomentumSchedule.constant(0.9));
    }

    @Override
    NDArray loss(NDArray images, VisiblePatches masking) {
        NDArray latent = encoder.encode(images, masking.masking(), true);
        return error(predicted(latent, masking), images, masking.hidden())
                .add(featureError(features.decode(latent, masking.restore(), true), targets(images), masking.hidden()));
    }

    /** All tokens of the teacher, without a mask; mutants meddle here and below. */
    NDArray targets(NDArray images) {
        return GradientMode.off(() -> twin.encode(images, Masking.none(), false));
    }

    NDArray featureError(NDArray predicted, NDArray targets, NDArray hidden) {
        return ERROR.apply(predicted, targets, hidden);
    }

    Map<String, NDArray> teacherState() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        twin.state().forEach((name, tensor) -> state.put("teacher." + name, tensor));
        return state;
    }

    @Override
    public void afterStep(Step step) {
        teacher.follow(step);
    }

    @Override
    Map<String, NDArray> trained() {
        Map<String, NDArray> trained = super.trained();
        Parameters.trainable(features).forEach((name, tensor) -> trained.put("features." + name, tensor));
        return trained;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = super.state();
        Parameters.state(features).forEach((name, tensor) -> state.put("features." + name, tensor));
        state.putAll(teacherState());
        return state;
    }
}
