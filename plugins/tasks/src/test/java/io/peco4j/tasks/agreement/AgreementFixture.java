package io.peco4j.tasks.agreement;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.tasks.Alone;
import io.peco4j.tasks.Blocks;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Grey pictures, so that every distance agrees about which is closer, and what people say of them. */
abstract class AgreementFixture {
    final NDManager manager = NDManager.newBaseManager();

    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        for (int level : new int[] {0, 50, 100, 200}) {
            grey(folder.resolve("images/" + level + ".png"), level);
        }
    }

    @AfterEach
    void close() {
        manager.close();
    }

    List<Problem> problems(String more) {
        return catchThrowableOfType(InvalidInputException.class, () -> task(asked(more)))
                .problems();
    }

    Map<String, Double> scores(String more) {
        return values(task(asked(more)).findings(none()));
    }

    static Map<String, Double> values(Findings findings) {
        return findings.scores().stream().collect(Collectors.toMap(Score::name, Score::value));
    }

    HumanAgreementTask task(HumanAgreementTask.Options options) {
        return new HumanAgreementTask(options, new Blocks(8), Alone.in(manager));
    }

    static Alone.Pictures none() {
        return new Alone.Pictures(List.of(), List.of());
    }

    HumanAgreementTask.Options asked(String more) {
        return options("triplets = \"" + folder.resolve("votes.csv") + "\", " + more);
    }

    static HumanAgreementTask.Options options(String written) {
        return OptionsBinder.bind(
                        HumanAgreementTask.Options.class,
                        ConfigFactory.parseString(written),
                        ConfigFactory.empty(),
                        "task")
                .get();
    }

    /** Pictures are named by their level. */
    void votes(String header, String... rows) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            for (int i = 0; i < cells.length; i++) {
                text.append(i == 0 ? "" : ",").append(cells[i]).append(i < 3 ? ".png" : "");
            }
            text.append('\n');
        }
        Files.writeString(folder.resolve("votes.csv"), text);
    }

    static void grey(Path file, int level) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, 0x010101 * level);
        }
        ImageIO.write(image, "png", file.toFile());
    }

    static void judge(Path file, float value) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] header =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0});
        out.write(header);
        out.write(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        Files.write(file, out.toByteArray());
    }
}
