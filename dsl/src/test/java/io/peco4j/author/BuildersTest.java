package io.peco4j.author;

import static io.peco4j.dsl.Components.blockwise;
import static io.peco4j.dsl.Components.bootmae;
import static io.peco4j.dsl.Components.humanAgreement;
import static io.peco4j.dsl.Components.invariance;
import static io.peco4j.dsl.Components.mocoV3;
import static io.peco4j.dsl.Components.mocoV3Vit;
import static io.peco4j.dsl.Components.pixel;
import static io.peco4j.dsl.Components.resNet50;
import static io.peco4j.dsl.Components.squeezeNet;
import static io.peco4j.dsl.Components.tokenizer;
import static io.peco4j.dsl.Components.vgg16;
import static io.peco4j.dsl.Components.vit;
import static io.peco4j.dsl.Components.vqvae;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Recipe;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.builder.Trainable;
import io.peco4j.dsl.builder.Written;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BuildersTest {

    /** A builder as a third party writes it. */
    record Fsq(Component<Tokenizer> component) implements Trainable<Tokenizer, Fsq> {
        static Fsq fsq() {
            return new Fsq(Written.component(Tokenizer.class, "acme.fsq"));
        }

        Fsq levels(Integer... levels) {
            return set("levels", List.of(levels));
        }

        @Override
        public Fsq with(Component<Tokenizer> changed) {
            return new Fsq(changed);
        }
    }

    private static void says(Describes<?> builder, String options) {
        Config expected = ConfigFactory.parseString(options);
        assertThat(builder.component().options()).isEqualTo(expected);
    }

    @Test
    void perceptualIsAddedToTheDefaultAndPixelReplacesIt() {
        var book = vqvae().codebook(512, 64);
        says(book, "codebook { size = 512, dimension = 64 }");
        String perceptual =
                "{component = perceptual, weight = 0.5, backbone { component = mocov3-vit, layers = [3, 6] }}";
        var backbone = mocoV3Vit().layers(3, 6);
        says(vqvae().perceptual(backbone, 0.5), "objectives = [{component = pixel}, " + perceptual + "]");
        String both = "objectives = [{component = pixel, norm = l1}, " + perceptual + "]";
        says(vqvae().pixel(pixel().norm("l1")).perceptual(backbone, 0.5), both);
        says(vqvae().perceptual(backbone, 0.5).pixel(pixel().norm("l1")), both);
        says(book, "codebook { size = 512, dimension = 64 }");
    }

    @Test
    void componentsNestInEachOther() {
        says(
                mocoV3Vit().encoder(vit("tiny").patch(8)).training(mocoV3().epochs(3)),
                "encoder { component = vit, size = tiny, patch = 8 }, training { component = moco-v3, epochs = 3 }");
    }

    @Test
    void aTrainingIsSaidInsideItsBackbone() {
        says(
                resNet50().preset("tiny").training(mocoV3().epochs(3).batch(64).optimizer(Recipe.Optimizer.ADAMW)),
                "preset = tiny, training { epochs = 3, batch = 64, optimizer = adamw }");
        says(vgg16().training(mocoV3().head(512, 64)), "training { hidden = 512, dim = 64 }");
    }

    @Test
    void bootMaeNamesWhatItInjects() {
        says(
                bootmae()
                        .mask(blockwise(0.75).minPatches(4))
                        .decoder(192, 1)
                        .inject(2, 6)
                        .momentum(0.99),
                "mask { pattern = blocks, ratio = 0.75, min-patches = 4 }, decoder-width = 192, decoder-depth = 1,"
                        + " shallow-layer = 2, deep-layer = 6, momentum = 0.99");
    }

    @Test
    void tasksAskSeveralBackbones() {
        says(
                humanAgreement("votes.csv")
                        .backbone(resNet50().untrained())
                        .lpips(squeezeNet("s.npz"), "heads.npz")
                        .byVotes(),
                "triplets = votes.csv, counting = votes, backbones = ["
                        + "{ backbone { component = resnet50, start = random } },"
                        + "{ backbone { component = squeezenet, weights = s.npz }, heads = heads.npz }]");
        says(invariance().jpeg(50).blur(1.5), "jpeg = [50], blur = [1.5]");
    }

    @Test
    void strangersWriteOptionsByKeyOrBuildersOfTheirOwn() {
        String options = "levels = [8, 8], epochs = 3, book { corrupt = skip }";
        says(
                tokenizer("acme.fsq")
                        .set("levels", List.of(8, 8))
                        .set("epochs", 3)
                        .set("book.corrupt", Dataset.Corrupt.SKIP),
                options);
        says(Fsq.fsq().levels(8, 8).epochs(3).set("book.corrupt", "skip"), options);
        assertThat(Fsq.fsq().levels(8, 8).component().id())
                .isEqualTo(tokenizer("acme.fsq").component().id());
    }

    @Test
    void aStrangersBuilderLeavesTheLineToTheStudy() {
        int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
        var written = Fsq.fsq().levels(8, 8);
        assertThat(Written.place(written.component())).isEqualTo("BuildersTest.java:" + line);
        Problem problem = problem(() -> Fsq.fsq().set("weight", Double.NaN));
        assertThat(problem.where()).isEqualTo("BuildersTest.java:" + (line + 2));
    }

    @Test
    void refusesAtOnceWhatNoOptionCanBe() {
        for (Object value : List.of(Double.NaN, Optional.of(1), new Object())) {
            Problem problem = problem(() -> vqvae().set("weight", value));
            assertThat(problem.code()).isEqualTo("PECO-104");
            assertThat(problem.where()).startsWith("BuildersTest.java:");
        }
        assertThat(problem(() -> vqvae().set("a..b", 1)).code()).isEqualTo("PECO-103");
        assertThat(problem(() -> tokenizer("Acme")).code()).isEqualTo("PECO-108");
    }

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(InvalidInputException.class, call)
                .problems()
                .get(0);
    }
}
