package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.data.Sample;
import io.peco4j.conformance.stub.Hidden;
import io.peco4j.conformance.stub.ScriptedTokenizer;
import io.peco4j.conformance.stub.ScriptedTokenizer.Shown;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Interactions;
import io.peco4j.conformance.workbench.Orientation;
import io.peco4j.conformance.workbench.PositionTable;
import io.peco4j.conformance.workbench.Pretraining;
import io.peco4j.conformance.workbench.Pretraining.Pass;
import io.peco4j.conformance.workbench.Targets;
import java.util.ArrayList;
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
        local((tried, pass) -> assertThat(readsAnything(tried, pass))
                .as("whether the loss reads anything of an example but what encoder and mask make of it")
                .isTrue());
        targets((tried, targets) -> {
            List<String> visible = misread(tried, targets, false);
            List<String> hidden = misread(tried, targets, true);
            assertThat(visible)
                    .as("visible patches whose targets change the loss, though predictions are the same: "
                            + targets.what())
                    .isEmpty();
            assertThat(hidden)
                    .as("hidden patches whose targets do not change the loss: " + targets.what())
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
            tried.tokenizer().shown().ifPresent(view -> isAligned(view, targets.pass()));
            Interactions interactions = new Interactions(targets);
            assertThat(interactions.pictures())
                    .as("for each picture of the batch, the picture whose tokens its targets are compared with: "
                            + targets.what())
                    .isEqualTo(IntStream.range(0, ROWS).boxed().toList());
            List<Integer> hidden = targets.pass().hidden(0).stream().boxed().toList();
            if (interactions.haveAToken(tried.patches())) {
                areTheirOwn(
                        hidden,
                        interactions.patches(0, hidden),
                        "hidden patches whose targets are compared with the prediction of their own token");
            } else {
                PositionTable.of(tried).forEach(table -> places(targets, interactions, table, hidden));
            }
        });
    }

    private static void isAligned(Shown view, Pass pass) {
        assertThat(pass.sights())
                .filteredOn(sight ->
                        sight.recorded() && sight.shape().get(0) == view.shape().get(0))
                .extracting(sight -> Orientation.of(sight.shape(), sight.pictures(), view.shape(), view.pictures()))
                .as("how the tokenizer's view of the pictures lies on the encoder's")
                .containsOnly(Orientation.ALIGNED);
    }

    /** Where hidden patches have no token, the decoder's positions say what stands where. */
    private static void places(Targets targets, Interactions interactions, PositionTable table, List<Integer> hidden) {
        areTheirOwn(
                hidden,
                interactions.positions(table, 0, hidden),
                "hidden patches whose targets are compared with the prediction at their own row of " + table.name());
        Targets alone = targets.ofFirstRow();
        List<Hidden> masks = alone.pass().masks();
        if (masks.size() == 1 && !masks.get(0).kept().isEmpty()) {
            List<Integer> kept = masks.get(0).kept().get(0);
            areTheirOwn(
                    kept,
                    new Interactions(alone).places(table, kept),
                    "visible patches whose token is given their own row of " + table.name());
        }
    }

    /** Most are: of a few, what others do to the loss may be as strong by chance. */
    private static void areTheirOwn(List<Integer> patches, List<Integer> found, String what) {
        if (!found.isEmpty()) {
            assertThat(IntStream.range(0, patches.size())
                            .filter(i -> patches.get(i).equals(found.get(i)))
                            .count())
                    .as(what + ": of " + patches + ", it is that of " + found)
                    .isGreaterThan(patches.size() / 2);
        }
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

    /** A test of each kind of targets that the loss compares predictions with, if the kit can change them. */
    private void targets(BiConsumer<Pretraining, Targets> test) {
        local((tried, pass) -> {
            List<Targets> all = changeable(tried, pass);
            Applies.onlyIf(
                    !all.isEmpty(),
                    "its loss reads neither tokens, nor the encoder's pictures, nor features of a twin of it");
            all.forEach(targets -> test.accept(tried, targets));
        });
    }

    private void local(BiConsumer<Pretraining, Pass> test) {
        Applies.onlyIf(able(Ability.LOCAL_TARGETS), "its targets are not made of one patch each, says lacks()");
        masking(ROWS, test);
    }

    /** Of tokens that are not read, the rule says which. */
    private boolean readsAnything(Pretraining tried, Pass pass) {
        if (asksForTokenizer() || !changeable(tried, pass).isEmpty()) {
            return true;
        }
        List<Sample> others = Drill.samples(tried.learner(), trainingSplit(), ROWS, ROWS);
        double usual = tried.pass(pass.rows(), pass.sights(), pass.twins()).loss();
        return tried.pass(others, pass.sights(), pass.twins()).loss() != usual;
    }

    private List<Targets> changeable(Pretraining tried, Pass pass) {
        if (asksForTokenizer()) {
            return List.of(Targets.tokens(tried, pass.rows()));
        }
        List<Targets> all = new ArrayList<>();
        List<String> fields = Pretraining.pictures(pass);
        if (!fields.isEmpty()) {
            all.add(Targets.pixels(tried, pass.rows(), fields));
        }
        if (pass.computesTargets()) {
            all.add(Targets.features(tried, pass.rows()));
        }
        all.removeIf(targets -> !targets.pass().isMasked() || targets.lossOfOthers() == targets.loss());
        return all;
    }
}
