package io.peco4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.UnreadableExampleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VideoFramesTest {
    private static final int FRAMES = 60;

    @TempDir
    Path folder;

    /** Whatever is asked for, frame n is the one that shows n. */
    @ParameterizedTest
    @CsvSource({
        "mpeg4, 0, 12, a.avi",
        "mpeg4, 2, 12, a.avi",
        "mpeg4, 2, 12, a.mp4",
        "mpeg4, 2, 12, a.mov",
        "libopenh264, 0, 15, a.mp4",
        "libopenh264, 0, 15, a.mov",
        "libopenh264, 0, 15, a.mkv",
        "libopenh264, 0, 15, a.avi",
        "libvpx-vp9, 0, 20, a.webm",
        "libvpx, 0, 20, a.webm",
        "mpeg2video, 2, 12, a.ts",
        "mpeg2video, 2, 12, a.mpg",
        "ffv1, 0, 1, 'a file: with ü.avi'",
    })
    void framesAreThoseThatAreAskedFor(String codec, int between, int group, String name) throws Exception {
        Path file = VideoWriter.of(codec, between, group, FRAMES).write(folder.resolve(name));
        VideoFrames video = VideoFrames.of(file, name);
        int[] all = IntStream.range(0, FRAMES).toArray();
        assertThat(video.count()).isEqualTo(FRAMES);
        assertThat(video.rate()).isEqualTo(25);
        assertThat(NumberedFrames.numbers(video.read(all))).isEqualTo(list(all));
        List<RgbImage> whole = video.read(all);
        Random random = new Random(7);
        for (int i = 0; i < 12; i++) {
            int[] some = random.ints(1 + random.nextInt(5), 0, FRAMES).toArray();
            List<RgbImage> read = video.read(some);
            assertThat(NumberedFrames.numbers(read)).isEqualTo(list(some));
            for (int j = 0; j < some.length; j++) {
                assertThat(read.get(j).rgb()).isEqualTo(whole.get(some[j]).rgb());
            }
        }
    }

    private static List<Integer> list(int... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    @ParameterizedTest
    @CsvSource({"mpeg4, 2, a.mp4", "libvpx-vp9, 0, a.webm"})
    void framesOfUnequalLengthAreCountedOneByOne(String codec, int between, String name) throws Exception {
        List<Integer> times = List.of(0, 1, 5, 6, 7, 30, 31, 32, 70, 71, 100);
        Path file = VideoWriter.of(codec, between, 4, times.size()).at(times).write(folder.resolve(name));
        VideoFrames video = VideoFrames.of(file, name);
        assertThat(video.count()).isEqualTo(times.size());
        assertThat(NumberedFrames.numbers(video.read(10, 6, 3))).containsExactly(10, 6, 3);
    }

    @Test
    void picturesAreTurnedAsTheFileAsksFor() throws Exception {
        VideoWriter writer = VideoWriter.of("mpeg4", 0, 12, 3);
        RgbImage plain = VideoFrames.of(writer.write(folder.resolve("0.mp4")), "0")
                .read(1)
                .get(0);
        VideoFrames quarter = VideoFrames.of(writer.turned(90).write(folder.resolve("90.mp4")), "90");
        assertThat(quarter.width()).isEqualTo(NumberedFrames.HEIGHT);
        RgbImage turned = quarter.read(1).get(0);
        // What was at the left is at the top.
        for (int x = 0; x < plain.width(); x++) {
            for (int y = 0; y < plain.height(); y++) {
                assertThat(turned.rgb()[3 * (x * turned.width() + turned.width() - 1 - y)])
                        .isEqualTo(plain.rgb()[3 * (y * plain.width() + x)]);
            }
        }
        RgbImage half = VideoFrames.of(writer.turned(180).write(folder.resolve("180.mp4")), "180")
                .read(1)
                .get(0);
        int last = plain.rgb().length - 1;
        IntStream.rangeClosed(0, last / 3)
                .forEach(i -> assertThat(half.rgb()[3 * i]).isEqualTo(plain.rgb()[last - 2 - 3 * i]));
    }

    @ParameterizedTest
    @CsvSource({"mpeg4, a.avi", "mpeg4, a.mp4", "libvpx-vp9, a.webm", "libopenh264, a.mkv", "libopenh264, a.mov"})
    void filesThatAreCutOffAreRefused(String codec, String name) throws Exception {
        byte[] whole = Files.readAllBytes(VideoWriter.of(codec, 0, 12, FRAMES).write(folder.resolve(name)));
        Path cut = Files.write(folder.resolve("cut-" + name), Arrays.copyOf(whole, whole.length * 6 / 10));
        assertThatThrownBy(() -> VideoFrames.of(cut, "cut"))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessageStartingWith("cut: ");
    }

    @ParameterizedTest
    @CsvSource({"mpeg4, 2", "ffv1, 0"})
    void anAviFileThatEndsAfterAFrameIsRefused(String codec, int between) throws Exception {
        byte[] whole =
                Files.readAllBytes(VideoWriter.of(codec, between, 12, FRAMES).write(folder.resolve("a.avi")));
        List<Integer> frames = starts(whole);
        assertThat(frames.size()).as("chunks of frames").isGreaterThanOrEqualTo(FRAMES);
        Path cut = Files.write(folder.resolve("cut.avi"), Arrays.copyOf(whole, frames.get(FRAMES / 2)));
        assertThatThrownBy(() -> VideoFrames.of(cut, "cut"))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessage("cut: cut off: " + FRAMES / 2 + " of " + FRAMES + " frames are there");
    }

    /** Where chunks of the video stream begin; those that the index names alike are behind them. */
    private static List<Integer> starts(byte[] avi) {
        String text = new String(avi, java.nio.charset.StandardCharsets.ISO_8859_1);
        List<Integer> starts = new ArrayList<>();
        int at = text.indexOf("00dc", text.indexOf("movi"));
        for (int end = text.indexOf("idx1"); at >= 0 && at < end; at = text.indexOf("00dc", at + 1)) {
            starts.add(at);
        }
        return starts;
    }

    @Test
    void whatIsNoVideoIsRefused() throws IOException {
        for (byte[] content : List.of(new byte[0], "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            Path file = Files.write(folder.resolve("a.avi"), content);
            assertThatThrownBy(() -> VideoFrames.probe(file)).hasMessageStartingWith("not a video");
        }
    }
}
