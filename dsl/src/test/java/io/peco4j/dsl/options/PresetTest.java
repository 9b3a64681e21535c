package io.peco4j.dsl.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import org.junit.jupiter.api.Test;

final class PresetTest {

    @Preset(name = "paper", description = "the defaults", options = "")
    @Preset(name = "tiny", description = "small", options = "image = 32, book { size = 512, decay = 0.9 }, epochs = 3")
    record Options(
            @Describe("side") @FromEncoder int image,
            @Describe("book") Book book,
            @Flat @Default("epochs = 100") Flattened flat) {}

    record Book(
            @Describe("size") @Default("8192") int size,

            @Describe("decay") @Default("0.99") @Range(min = 0, max = 1)
            double decay) {}

    record Flattened(
            @Describe("epochs") @Default("1") int epochs,

            @Describe("batch") @Default("128") int batch) {}

    @Preset(name = "bad", description = "", options = "sighs = 3")
    record Misspelt(@Describe("size") @Default("1") int size) {}

    private static Validation<Seq<Problem>, Options> bind(String written) {
        Config encoder = ConfigFactory.parseString("image = 224");
        return OptionsBinder.bind(Options.class, ConfigFactory.parseString(written), encoder, "tokenizer.a");
    }

    @Test
    void itsValuesStandInForWhatIsNotWritten() {
        assertThat(bind("preset = tiny").get()).isEqualTo(new Options(32, new Book(512, 0.9), new Flattened(3, 128)));
        assertThat(bind("preset = tiny, image = 64, book { size = 64 }, epochs = 5")
                        .get())
                .isEqualTo(new Options(64, new Book(64, 0.9), new Flattened(5, 128)));
        assertThat(bind("preset = paper").get()).isEqualTo(bind("").get());
    }

    @Test
    void whatItGivesIsEqualToTheSameWrittenOut() {
        Options options = bind("preset = tiny, book.size = 64").get();
        Config written = OptionsBinder.resolved(options, OptionsBinder::written);
        assertThat(written.hasPath("preset")).isFalse();
        assertThat(OptionsBinder.bind(Options.class, written, ConfigFactory.empty(), "")
                        .get())
                .isEqualTo(options);
    }

    @Test
    void anUnknownOneIsAProblem() {
        assertThat(bind("preset = tinny").getError()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-106");
            assertThat(problem.remedy()).contains("tiny");
        });
        assertThat(bind("prset = tiny").getError().get(0).remedy()).contains("preset");
    }

    @Test
    void itIsDocumented() {
        OptionSpec spec = OptionSchema.of(Options.class).options().get(0);
        assertThat(spec.key()).isEqualTo("preset");
        assertThat(spec.type()).isEqualTo("paper | tiny");
        assertThat(spec.description()).contains("tiny: small (image = 32");
    }

    @Test
    void aPresetThatSetsNoOptionIsAFaultOfTheRecord() {
        assertThatThrownBy(() -> OptionSchema.of(Misspelt.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("preset bad")
                .hasMessageContaining("sighs");
    }
}
