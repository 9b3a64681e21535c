package io.peco4j.dsl;

import com.typesafe.config.Config;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A study as a HOCON file:
 *
 * <pre>{@code
 * study = perceptual-vs-pixel
 * data { component = image-folder, path = data/photos }
 * encoder { component = vit, size = tiny, patch = 8, image = 64 }
 * tokenizer {
 *   pixel { component = vqvae, codebook { size = 512, dimension = 64 } }
 *   perceptual { component = vqvae, objectives = [pixel, { component = perceptual, backbone = mocov3-vit }] }
 * }
 * pretraining { beit { epochs = 20, mask { ratio = 0.4 } } }
 * task { linear-probe {} }
 * seeds = [0, 1, 2]
 * precision = auto
 * published = [{
 *   source = "PeCo, Table 7", task = linear-probe, order = ["pixel < perceptual"]
 *   figures = [{ choice = perceptual, value = 84.1 }], measure = "fine-tuned accuracy on ImageNet-1K, %"
 * }]
 * }</pre>
 *
 * <p>Each axis contains components by name, the first of which the others are compared with; the id of one without the
 * key {@code component} is its name. An axis with that key contains a single component, named by its id. A task's block
 * may have the key {@code data} for a data set of its own: {@code task.flowers { component = linear-probe, data {
 * component = image-folder, path = data/flowers } }}. {@code description}, {@code precision} and {@code published}
 * ({@link Published}) are optional. Other files can be included by a relative path only, and substitutions see this
 * file and its includes, not the environment.
 */
public final class StudyFile {
    private StudyFile() {}

    /** The study as text; reading it gives an equal study. */
    public static String write(Study study) {
        return StudyWriter.text(study);
    }

    /**
     * The study in a file.
     *
     * @throws InvalidInputException with everything that is wrong with its structure; options are checked later,
     *     against their component
     */
    public static Study read(Path file) {
        return read(file, remark -> {});
    }

    /**
     * The study in a file, with remarks on the text.
     *
     * @param remarks receives what is valid but may not be what its author meant, in this file and those that it
     *     includes: PECO-136
     * @throws InvalidInputException as above
     */
    public static Study read(Path file, Consumer<Problem> remarks) {
        return StudyReader.read(StudyParser.parse(file, remarks).root(), WrittenOrder.of(file));
    }

    /**
     * The study in a text that {@link #write} made, such as that of a run's record.
     *
     * @param place where the text is, for messages
     * @throws InvalidInputException as above
     */
    public static Study read(String text, String place) {
        return StudyReader.read(StudyParser.parse(text, place).root(), WrittenOrder.of(text));
    }

    /**
     * The study in a configuration, which does not know in which order keys of one line were written: they are in
     * alphabetical order.
     *
     * @throws InvalidInputException as above
     */
    public static Study read(Config config) {
        return StudyReader.read(config.root(), WrittenOrder.UNKNOWN);
    }
}
