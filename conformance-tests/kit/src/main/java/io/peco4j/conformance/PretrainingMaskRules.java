package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.model.PictureSize;
import io.peco4j.conformance.stub.Hidden;
import io.peco4j.conformance.stub.Sight;
import io.peco4j.conformance.workbench.Pretraining;
import io.peco4j.conformance.workbench.Pretraining.Pass;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules PRE-02 to PRE-05: what an encoder is shown. */
public abstract sealed class PretrainingMaskRules extends PretrainingSetup permits PretrainingTargetRules {
    PretrainingMaskRules() {}

    @Test
    @Rule("PRE-02")
    final void encoderAndTokenizerGetThePicturesThatTheyAskFor() {
        with(tried -> {
            List<Sight> sights = tried.pass(rows(tried, ROWS)).sights();
            assertThat(sights).as("passes of the encoder that it was given").isNotEmpty();
            PictureSize size = tried.encoder().imageSize();
            assertThat(sights.stream()
                            .flatMap(sight ->
                                    Sight.faults(sight.shape(), sight.pictures(), asked(sight, tried)).stream()))
                    .as("what is wrong with the encoder's pictures; it normalises them itself")
                    .isEmpty();
            assertThat(sights)
                    .as("passes of the encoder, of which some show " + size)
                    .anyMatch(sight -> sight.size().equals(size));
            assertThat(tried.tokenizer().faults())
                    .as("what is wrong with the tokenizer's pictures")
                    .isEmpty();
        });
    }

    /** The size that the encoder's pictures are to have, or one of those that they may have. */
    private PictureSize asked(Sight sight, Pretraining tried) {
        boolean other = !able(Ability.OWN_SIZE)
                && sight.size().isMultipleOf(tried.encoder().patchSize());
        return other ? sight.size() : tried.encoder().imageSize();
    }

    @Test
    @Rule("PRE-03")
    final void masksHideAPartOfEveryPicture() {
        with(tried -> {
            List<Hidden> masks = tried.pass(rows(tried, MANY_ROWS)).masks();
            if (!able(Ability.HIDES_PATCHES)) {
                assertThat(masks)
                        .as("masks that the encoder was given, though lacks() says that it hides nothing")
                        .isEmpty();
                return;
            }
            assertThat(masks).as("passes of the encoder with a mask").isNotEmpty();
            assertThat(masks.stream().flatMap(mask -> mask.faults().stream()))
                    .as("what is wrong with the masks: something is hidden of every picture, and something is left")
                    .isEmpty();
            hiddenShare()
                    .ifPresent(share -> assertThat(masks.get(0).share(tried.patches()))
                            .as("share of hidden patches")
                            .isCloseTo(share, within(0.1)));
        });
    }

    @Test
    @Rule("PRE-04")
    final void masksDifferAndReachEveryPatch() {
        masking(MANY_ROWS, (tried, pass) -> {
            for (Hidden mask : pass.masks()) {
                assertThat(new HashSet<>(mask.rows()))
                        .as("different masks of " + MANY_ROWS + " pictures")
                        .hasSizeGreaterThan(1);
                BitSet ever = new BitSet();
                mask.rows().forEach(ever::or);
                assertThat(IntStream.range(0, tried.patches()).filter(patch -> !ever.get(patch)))
                        .as("patches that are hidden in none of " + MANY_ROWS + " pictures")
                        .isEmpty();
            }
        });
    }

    @Test
    @Rule("PRE-05")
    final void hiddenPixelsReachNothing() {
        masking(ROWS, (tried, pass) -> {
            Pass other = tried.pass(tried.withOtherHiddenPixels(pass));
            assertThat(other.sights()).as("passes of the encoder").hasSameSizeAs(pass.sights());
            for (int i = 0; i < pass.sights().size(); i++) {
                if (pass.sights().get(i).recorded()) {
                    assertThat(other.sights().get(i).distance(pass.sights().get(i)))
                            .as("how far hidden pixels change what the encoder makes of a picture (its pass " + i + ")")
                            .isLessThanOrEqualTo(ROUNDING);
                }
            }
            if (asksForTokenizer()) {
                assertThat(other.loss())
                        .as("the loss, where hidden pixels are others and tokens are the same")
                        .isCloseTo(pass.loss(), within((double) ROUNDING));
            }
        });
    }
}
