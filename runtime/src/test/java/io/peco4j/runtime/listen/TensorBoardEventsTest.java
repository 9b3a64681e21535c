package io.peco4j.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.StageFiles;
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

/** Files are read back by protobuf's own parser. */
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
        events.on(new Event.Measured(STAGE, 3_000_000_000L, 0, Map.of("loss", Double.NaN)));
        events.on(new Event.StageFinished(STAGE, Duration.ZERO));

        Path run = StageFiles.run(folder, STAGE);
        assertThat(folder.relativize(run).toString()).matches("pretraining/_\\.\\.-pixel--[0-9a-f]{8}/beit/seed-2");
        List<UnknownFieldSet> read = read(only(run));
        assertThat(read).hasSize(4);
        assertThat(read)
                .allSatisfy(event -> assertThat(event.getField(1).getFixed64List())
                        .containsExactly(Double.doubleToLongBits(1_700_000_000.5)));
        assertThat(text(read.get(0), 3)).isEqualTo("brain.Event:2");
        // TensorBoard forgets what other files hold from this step on: SessionLog.START.
        assertThat(messages(read.get(1), 7).get(0).getField(1).getVarintList()).containsExactly(1L);
        assertThat(step(read.get(1))).isEqualTo(41);
        assertThat(step(read.get(2))).isEqualTo(41);
        List<UnknownFieldSet> measured = values(read.get(2));
        assertThat(measured).extracting(value -> text(value, 1)).containsExactly("loss", "learning-rate");
        assertThat(measured).extracting(TensorBoardEventsTest::number).containsExactly(2.5f, 1e-3f);
        assertThat(step(read.get(3))).isEqualTo(3_000_000_000L);
        assertThat(number(values(read.get(3)).get(0))).isNaN();
    }

    private static long step(UnknownFieldSet event) {
        return event.getField(2).getVarintList().get(0);
    }

    private static List<UnknownFieldSet> values(UnknownFieldSet event) throws InvalidProtocolBufferException {
        return messages(messages(event, 5).get(0), 1);
    }

    private static float number(UnknownFieldSet value) {
        return Float.intBitsToFloat(value.getField(2).getFixed32List().get(0));
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet message, int field)
            throws InvalidProtocolBufferException {
        List<UnknownFieldSet> messages = new ArrayList<>();
        for (ByteString each : message.getField(field).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(each));
        }
        return messages;
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

    private static List<UnknownFieldSet> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<UnknownFieldSet> events = new ArrayList<>();
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
            events.add(UnknownFieldSet.parseFrom(data));
        }
        return events;
    }
}
