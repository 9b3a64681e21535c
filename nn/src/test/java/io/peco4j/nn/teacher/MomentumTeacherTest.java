package io.peco4j.nn.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MomentumTeacherTest {
    private static Step step(long index) {
        return new Step(index, 10, 0, new SplittableRandom(0));
    }

    @Test
    void aCosineRisesFromItsBaseToOne() {
        MomentumSchedule schedule = MomentumSchedule.cosine(0.9);
        assertThat(schedule.at(step(0))).isCloseTo(0.9, within(1e-12));
        assertThat(schedule.at(step(5))).isCloseTo(0.95, within(1e-12));
        assertThat(schedule.at(step(9))).isBetween(0.997, 1.0);
        assertThat(MomentumSchedule.constant(0.5).at(step(7))).isEqualTo(0.5);
    }

    @Test
    void aTeacherFollowsWithoutGradient() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray teacher = manager.create(new float[] {0, 4});
            teacher.setRequiresGradient(true);
            NDArray student = manager.create(new float[] {8, 4});
            student.setRequiresGradient(true);
            MomentumTeacher following = MomentumTeacher.of(
                    manager, Map.of("w", teacher), Map.of("w", student), MomentumSchedule.constant(0.75));
            assertThat(teacher.hasGradient()).isFalse();
            assertThat(student.hasGradient()).isTrue();
            GradientMode.off(() -> following.follow(step(0)));
            assertThat(teacher.toFloatArray()).containsExactly(2, 4);
        }
    }

    @Test
    void aLinearMomentumRisesPieceByPieceAndStays() {
        MomentumSchedule schedule = MomentumSchedule.linear(0.5).to(0.7, 4).to(0.9, 10);
        assertThat(schedule.at(inEpoch(0))).isEqualTo(0.5);
        assertThat(schedule.at(inEpoch(2))).isCloseTo(0.6, within(1e-12));
        assertThat(schedule.at(inEpoch(4))).isEqualTo(0.7);
        assertThat(schedule.at(inEpoch(9))).isCloseTo(0.8, within(1e-12));
        assertThat(schedule.at(inEpoch(14))).isEqualTo(0.9);
        assertThat(schedule.at(inEpoch(99))).isEqualTo(0.9);
        assertThatThrownBy(() -> MomentumSchedule.linear(0.5).to(1.1, 4)).hasMessageContaining("a momentum of 1.1");
    }

    private static Step inEpoch(int epoch) {
        return new Step(0, 1, epoch, new SplittableRandom(0));
    }
}
