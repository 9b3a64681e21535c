package io.peco4j.api.dsl;

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
 * <p>Each axis holds components by name; one without the key {@code component} has its name for an id. An axis with that
 * key holds a single component under its id. {@code description}, {@code precision} and {@code published} ({@link Published}) may be
 * left out. Other files are
 * included by a relative path only, and substitutions see this file alone, not the environment.
 */
public final class StudyFile {
    private StudyFile() {}

    /** The study as text; reading it gives an equal study. */
    public static String write(Study study) {
        return StudyWriter.text(study);
    }

    /**
     * The study that a file holds.
     *
     * @throws InvalidInputException with everything that is wrong with its make-up; options are checked later, against
     *     their component
     */
    public static Study read(Path file) {
        return read(file, remark -> {});
    }

    /**
     * The study that a file holds, with remarks on the text.
     *
     * @param remarks receives what is valid but may not be what its author meant, in this file and those that it
     *     includes: PECO-136
     * @throws InvalidInputException as above
     */
    public static Study read(Path file, Consumer<Problem> remarks) {
        return read(StudySource.parse(file, remarks));
    }

    /**
     * The study that a configuration holds.
     *
     * @throws InvalidInputException as above
     */
    public static Study read(Config config) {
        return StudyReader.read(config.root());
    }
}
