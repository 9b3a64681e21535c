package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.conformance.stub.ScriptedTokenizer;
import io.peco4j.conformance.workbench.Interactions;
import io.peco4j.conformance.workbench.Pretraining;
import io.peco4j.conformance.workbench.Pretraining.Pass;
import io.peco4j.conformance.workbench.Targets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules PRE-06, PRE-07, PRE-11 and PRE-12: what predictions are compared with, and how a loss is made of that. */
public abstract sealed class PretrainingTargetRules extends PretrainingMaskRules permits PretrainingConformance {
    /** Of a loss, where the second half of a batch has other masks. */
    private static final double OTHER_MASKS = 0.3;

    PretrainingTargetRules() {}

    @Test
    @Rule("PRE-06")
    final void theLossSeesHiddenTargetsOnly() {
        targets((tried, targets) -> {
            List<String> visible = misread(tried, targets, false);
            List<String> hidden = misread(tried, targets, true);
            assertThat(visible)
                    .as("visible patches whose targets change the loss, though predictions are the same")
                    .isEmpty();
            assertThat(hidden)
                    .as("hidden patches whose targets do not change the loss")
                    .isEmpty();
        });
    }

    @Test
    @Rule("PRE-07")
    final void theFirstLossIsThatOfANetworkThatKnowsNothing() {
        with(tried -> {
            OptionalDouble chance = chanceLevel(tried.tokenizer());
            Applies.onlyIf(
                    chance.isPresent(),
                    "what a guess costs is known of tokens only; chanceLevel() may say it of others");
            assertThat(tried.pass(rows(tried, MANY_ROWS)).loss())
                    .as("the loss before the first step, against that of guessing, " + chance.getAsDouble())
                    .isCloseTo(chance.getAsDouble(), within(chanceTolerance() * chance.getAsDouble()));
        });
    }

    @Test
    @Rule("PRE-11")
    final void predictionsAreComparedWithTheirOwnTargets() {
        targets((tried, targets) -> {
            Applies.onlyIf(
                    misread(tried, targets, true).isEmpty(),
                    "its loss does not read every hidden target, as PRE-06 says");
            Interactions interactions = new Interactions(targets);
            assertThat(interactions.pictures())
                    .as("for each picture of the batch, the picture whose tokens its targets are compared with")
                    .isEqualTo(IntStream.range(0, ROWS).boxed().toList());
            if (interactions.haveAToken(tried.patches())) {
                List<Integer> hidden = targets.pass().hidden(0).stream().boxed().toList();
                List<Integer> compared = interactions.patches(0, hidden);
                assertThat(IntStream.range(0, hidden.size())
                                .filter(i -> hidden.get(i).equals(compared.get(i)))
                                .count())
                        .as("hidden patches " + hidden
                                + " whose targets are compared with the prediction of their own token;"
                                + " the tokens are those of " + compared)
                        .isGreaterThan(hidden.size() / 2);
            }
        });
    }

    @Test
    @Rule("PRE-12")
    final void lossesAreMeansOverTheBatch() {
        masking(ROWS, (tried, once) -> {
            tried.tokenizer().follow((row, y, x) -> ScriptedTokenizer.Script.STANDARD.token(row % ROWS, y, x));
            Pass pass = tried.pass(once.rows());
            Pass twice = tried.pass(
                    Stream.concat(once.rows().stream(), once.rows().stream()).toList());
            boolean alike =
                    IntStream.range(0, ROWS).allMatch(row -> twice.hidden(row).equals(twice.hidden(row + ROWS)));
            double tolerance = alike ? 1e-3 : OTHER_MASKS;
            assertThat(twice.loss())
                    .as("the loss of a batch whose rows come twice, where that of the rows alone is " + pass.loss())
                    .isCloseTo(pass.loss(), within(tolerance * Math.abs(pass.loss()) + 1e-6));
        });
    }

    /** Patches that are hidden and not read by the loss, or visible and read. */
    private static List<String> misread(Pretraining tried, Targets targets, boolean hidden) {
        double usual = targets.loss();
        List<String> misread = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int patch = 0; patch < tried.patches(); patch++) {
                if (targets.pass().hidden(row).get(patch) == hidden) {
                    // What is not read leaves every bit of the sum as it is.
                    boolean read = targets.loss(targets.pass().sights(), targets.only(row, patch)) != usual;
                    if (read != hidden) {
                        misread.add("picture " + row + ", patch " + patch);
                    }
                }
            }
        }
        return misread;
    }

    /** A test of what the loss compares predictions with, if the kit can change that. */
    private void targets(BiConsumer<Pretraining, Targets> test) {
        Applies.onlyIf(able(Ability.LOCAL_TARGETS), "its targets are not made of one patch each, says lacks()");
        masking(ROWS, (tried, pass) -> {
            if (asksForTokenizer()) {
                test.accept(tried, Targets.tokens(tried, pass.rows()));
                return;
            }
            Applies.onlyIf(!pass.computesTargets(), "a network computes its targets");
            List<String> fields = Pretraining.pictures(pass);
            Applies.onlyIf(!fields.isEmpty(), "the encoder's pictures are no field of the batch");
            Targets targets = Targets.pixels(tried, pass.rows(), fields);
            Applies.onlyIf(
                    targets.pass().isMasked() && reads(targets),
                    "its targets are made while examples are prepared, and not of the encoder's pictures");
            test.accept(tried, targets);
        });
    }

    /** Whether the loss depends on the pictures in some other way than through the encoder. */
    private static boolean reads(Targets targets) {
        List<BitSet> all = targets.none();
        all.forEach(row -> row.set(0, Short.MAX_VALUE));
        return targets.loss(targets.pass().sights(), all) != targets.loss();
    }
}
