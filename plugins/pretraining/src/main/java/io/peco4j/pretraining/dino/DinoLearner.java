package io.peco4j.pretraining.dino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchStatistics;
import io.peco4j.nn.dino.DinoCenter;
import io.peco4j.nn.dino.DinoLoss;
import io.peco4j.nn.dino.DinoNetwork;
import io.peco4j.nn.dino.TeacherTemperature;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.teacher.MomentumSchedule;
import io.peco4j.nn.teacher.MomentumTeacher;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains an encoder to say of parts of a picture what a slowly following twin says of most of it.
 *
 * <p>A {@code micro-batch} changes nothing but rounding: pictures are not compared with each other, and the centre
 * moves once a step, by the outputs of all its passes.
 *
 * <p>Metrics: {@code teacher-entropy}, from 0 to the logarithm of the number of outputs, and {@code kl}, the divergence
 * of the student from the teacher; where the latter stays at 0, the outputs have collapsed.
 */
final class DinoLearner extends OneObjectiveLearner {
    private static final String STUDENT = "student";
    private static final String TEACHER = "teacher";

    private final DinoOptions options;
    private final DinoNetwork student;
    private final DinoNetwork teacher;
    private final MomentumTeacher following;
    private final DinoLoss loss;
    private final DinoCenter center;
    private final TeacherTemperature temperature;

    /** @param context owns the teacher and the centre */
    DinoLearner(DinoOptions options, DinoNetwork student, NetworkContext context) {
        super("dino", options.recipe(), groups(student.trainable(), options.freezeLastLayer()));
        this.options = options;
        this.student = student;
        this.teacher = student.twin(context);
        teacher.state().values().forEach(tensor -> tensor.setRequiresGradient(false));
        this.following = MomentumTeacher.of(
                context.manager(),
                fractions(teacher.state()),
                student.state(),
                MomentumSchedule.cosine(options.teacherMomentum()));
        this.loss = new DinoLoss(options.studentTemperature());
        this.center = new DinoCenter(context.manager(), options.outDim(), options.centerMomentum());
        this.temperature = new TeacherTemperature(
                options.firstTeacherTemperature(), options.teacherTemperature(), options.temperatureWarmupEpochs());
    }

    /** Counts and indices are the same in both. */
    private static Map<String, NDArray> fractions(Map<String, NDArray> tensors) {
        Map<String, NDArray> found = new LinkedHashMap<>(tensors);
        found.values().removeIf(tensor -> !tensor.getDataType().isFloating());
        return found;
    }

    /**
     * As in DINO's code, which spares biases and norms and, other than most, neither class token nor positions; what of
     * the last layer is trained is decayed, too.
     */
    private static List<ParameterGroup> groups(Map<String, NDArray> trainable, int frozenEpochs) {
        Map<String, NDArray> decayed = new LinkedHashMap<>();
        Map<String, NDArray> spared = new LinkedHashMap<>();
        Map<String, NDArray> late = new LinkedHashMap<>();
        trainable.forEach((name, tensor) -> {
            boolean vector = tensor.getShape().dimension() <= 1;
            (DinoNetwork.isOfLastLayer(name) ? late : vector ? spared : decayed).put(STUDENT + "." + name, tensor);
        });
        List<ParameterGroup> groups = new ArrayList<>();
        groups.add(new ParameterGroup("weights", decayed, 1, true));
        groups.add(new ParameterGroup("biases and norms", spared, 1, false));
        groups.add(new ParameterGroup("last layer", late, 1, true).startingAt(frozenEpochs));
        return groups;
    }

    @Override
    public Preparation preparation() {
        return DinoViews.of(options, student.backbone().imageSize());
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        List<NDArray> views = new ArrayList<>();
        views.add(DinoViews.inARow(batch.get(DinoViews.GLOBAL)));
        NDArray targets = GradientMode.off(() -> teacher.outputs(views, false));
        center.gather(targets, step.index());
        if (options.localCrops() > 0) {
            views.add(DinoViews.inARow(batch.get(DinoViews.LOCAL)));
        }
        try (NDArray outputs = student.outputs(views, true)) {
            DinoLoss.Match match = loss.of(outputs, targets, center.value(), temperature.at(step.epoch()));
            return Loss.of(match.value())
                    .with("teacher-entropy", match.entropy())
                    .with("kl", match.divergence());
        }
    }

    /** The centre's sums and the running statistics of the student's head; the teacher's follow the student's. */
    @Override
    public PassState passState() {
        return PassState.joined(List.of(center.passState(), BatchStatistics.of(student.head())));
    }

    /** Moves centre and teacher; after the last step, the result takes the place of the encoder that was trained. */
    @Override
    public void afterStep(Step step) {
        center.move();
        following.follow(step);
        if (options.result() == DinoOptions.Result.TEACHER && step.index() + 1 == step.total()) {
            Weights.copyInto(student.backbone().state(), teacher.backbone().state());
        }
    }

    /** Under the names of DINO's checkpoints: {@code student}, {@code teacher} and {@code dino_loss.center}. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(Parameters.prefixed(STUDENT, student.state()));
        all.putAll(Parameters.prefixed(TEACHER, teacher.state()));
        all.put("dino_loss.center", center.value());
        return all;
    }

    /** All views of the student; the teacher's passes keep nothing. */
    @Override
    public double activationBytesPerExample() {
        VisionEncoder encoder = student.backbone();
        PictureSize small = PictureSize.square(options.localSize());
        double local = options.localCrops() == 0
                ? 0
                : encoder.activationBytes(small, small.grid(encoder.patchSize()).patches());
        double head = student.head().activationBytes(new Shape(1, encoder.width()))
                + Losses.activationBytes(options.outDim());
        return DinoLoss.TEACHER_VIEWS * (encoder.activationBytes() + head) + options.localCrops() * (local + head);
    }

    @Override
    public double flopsPerExample() {
        VisionEncoder encoder = student.backbone();
        PictureSize small = PictureSize.square(options.localSize());
        double global = encoder.flopsPerImage();
        double local = options.localCrops() == 0
                ? 0
                : encoder.flopsPerImage(small, small.grid(encoder.patchSize()).patches());
        if (global == 0) {
            return 0;
        }
        double head = student.head().flops(new Shape(1, encoder.width()));
        double teaching = DinoLoss.TEACHER_VIEWS * (global + head);
        return teaching + FORWARD_AND_BACKWARD * (teaching + options.localCrops() * (local + head));
    }
}
