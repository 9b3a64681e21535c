package io.peco4j.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.StageInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.SessionLog;

final class TensorBoardEventsTest {
    private static final StageInfo STAGE = new StageInfo("k", "pretraining", "beit", "../Pixel! / beit", 2);

    @TempDir
    private Path folder;

    @Test
    void scalarsAreReadBackFromTheFile() throws IOException {
        TensorBoardEvents events = new TensorBoardEvents(folder, () -> Instant.ofEpochMilli(1_700_000_000_500L));
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", 2.5);
        values.put("learning-rate", 1e-3);
        events.on(new Event.StageStarted(STAGE, 100, 40));
        events.on(new Event.Measured(STAGE, 41, 0, values));
        events.on(new Event.Measured(STAGE, 42, 0, Map.of("loss", Double.NaN)));
        events.on(new Event.StageFinished(STAGE, Duration.ZERO));

        Path run = StageFiles.run(folder, STAGE);
        assertThat(folder.relativize(run).toString()).matches("pretraining/_\\.\\.-pixel--[0-9a-f]{8}/beit/seed-2");
        List<org.tensorflow.util.Event> read = read(only(run));
        assertThat(read).hasSize(4);
        assertThat(read).allSatisfy(event -> assertThat(event.getWallTime()).isEqualTo(1_700_000_000.5));
        assertThat(read.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        // TensorBoard forgets what other files hold from this step on.
        assertThat(read.get(1).getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
        assertThat(read.get(1).getStep()).isEqualTo(41);
        assertThat(read.get(2).getStep()).isEqualTo(41);
        assertThat(read.get(2).getSummary().getValueList().stream().map(Summary.Value::getTag))
                .containsExactly("loss", "learning-rate");
        assertThat(read.get(2).getSummary().getValue(0).getSimpleValue()).isEqualTo(2.5f);
        assertThat(read.get(3).getSummary().getValue(0).getSimpleValue()).isNaN();
    }

    @Test
    void theChecksumIsThatOfTheFormat() {
        // CRC-32C of "123456789" is e3069283, its published check value; masked: rotated right by 15, plus a282ead8.
        int rotated = 0xe3069283 >>> 15 | 0xe3069283 << 17;
        assertThat(RecordFile.checksum("123456789".getBytes(StandardCharsets.US_ASCII), 9))
                .isEqualTo(rotated + 0xa282ead8);
    }

    private static Path only(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static List<org.tensorflow.util.Event> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<org.tensorflow.util.Event> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[8];
            bytes.get(length);
            assertThat(bytes.getInt()).isEqualTo(RecordFile.checksum(length, 8));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            bytes.get(data);
            assertThat(bytes.getInt()).isEqualTo(RecordFile.checksum(data, data.length));
            events.add(org.tensorflow.util.Event.parseFrom(data));
        }
        return events;
    }
}
