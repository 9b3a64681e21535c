package io.peco4j.nn.bootmae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.mask.RandomMask;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class PatchOrderTest {

    @Property(tries = 100)
    void aRollShowsAsManyHiddenPatchesAsItHidesVisibleOnes(
            @ForAll @IntRange(min = 8, max = 40) int patches,
            @ForAll @IntRange(min = 0, max = 3) int roll,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomMask mask = new RandomMask(patches, 4 + random.nextInt(patches - 7));
        int visible = patches - mask.count();
        float[] hidden = mask.draw(random);
        float[] noise = new float[patches];
        for (int i = 0; i < patches; i++) {
            noise[i] = (float) random.nextDouble();
        }
        long[] order = PatchOrder.of(hidden, noise, roll);
        assertThat(order).containsExactlyInAnyOrder(LongStream.range(0, patches).toArray());
        assertThat(Arrays.stream(order).limit(visible).filter(patch -> hidden[(int) patch] == 1))
                .as("hidden patches that are shown")
                .hasSize(Math.min(roll, visible));
        for (int i = roll + 1; i < patches; i++) {
            boolean together = hidden[(int) order[i]] == hidden[(int) order[i - 1]];
            assertThat(!together || noise[(int) order[i]] <= noise[(int) order[i - 1]])
                    .as("patches of a kind fall in noise, at " + i)
                    .isTrue();
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray shuffle = manager.create(order, new Shape(1, patches));
            VisiblePatches found = VisiblePatches.ordered(shuffle, visible);
            assertThat(found.visible().toLongArray()).isEqualTo(Arrays.copyOf(order, visible));
            long[] restore = found.restore().toLongArray();
            float[] left = found.hidden().toFloatArray();
            for (int i = 0; i < patches; i++) {
                assertThat(restore[(int) order[i]]).isEqualTo(i);
                assertThat(left[(int) order[i]]).isEqualTo(i < visible ? 0f : 1f);
            }
        }
    }
}
