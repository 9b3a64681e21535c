package io.peco4j.tasks.agreement;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.options.ReadsBeside;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Picture;
import io.peco4j.api.task.Score;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Resize;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.PictureReader;
import io.peco4j.tasks.Perception;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether tokens agree with people: which of two pictures is more like a third (two-alternative forced choice, as in
 * BAPPS, Zhang et al. 2018), asked of the distance of token grids, of pixels and of backbones; of the latter two alone
 * in a study without a tokenizer.
 *
 * <p>The first score is that of the tokens: the mean distance of codewords at equal places; without a tokenizer it is
 * that of pixels. Each agreement has its Wilson interval of 95 %, which takes the triplets for independent; where few
 * pictures make many triplets it is too narrow.
 */
public final class HumanAgreementTask implements DownstreamTask {
    private static final long MOST_BYTES = 1L << 30;
    private static final int SHOWN = 8;
    private static final int SHOWN_SIDE = 96;

    private final Options options;
    private final NetworkContext context;
    private final List<Triplet> triplets;
    private final List<PictureDistance> distances;

    /** What a study may say about this task. */
    public record Options(
            @Describe(
                    "triplets with answers: a folder with ref, p0, p1 and judge, as BAPPS has it, or one that holds several such; or a CSV file with the columns ref, closer, farther and perhaps votes_closer, votes_farther")
            Path triplets,

            @Describe("folder of the pictures that a CSV file names; absent: images beside the file, or beside it")
            Optional<Path> pictures,

            @Describe(
                    "how a triplet counts: majority, as a whole; or votes, by the share of answers that agree, as BAPPS is scored")
            @Default("majority")
            Counting counting,

            @Describe("smallest share of its answers that a triplet's majority has; triplets below are left out")
            @Default("0.5")
            @Range(min = 0.5, max = 1)
            double clear,

            @Describe("so many triplets at most, spread evenly over the set; 0: all")
            @Default("0")
            @Range(min = 0, max = 10_000_000)
            int limit,

            @Describe(
                    "side that pictures are resized to for pixels and backbones; 0: the tokenizer's, or without one the shorter side of the first reference")
            @Default("0")
            @Range(min = 0, max = 2048)
            int image,

            @Describe("feature networks to compare with") @Default("[]")
            List<Perception> backbones)
            implements ReadsBeside {
        public Options {
            backbones = List.copyOf(backbones);
        }

        /** The pictures that a CSV file names, if the study does not say where they are. */
        @Override
        public List<Path> readsBeside() {
            return pictures.isPresent() || !Files.isRegularFile(triplets) ? List.of() : Triplets.pictures(triplets);
        }
    }

    /** How a triplet counts. */
    public enum Counting {
        /** Right or wrong by the majority; ties among people are left out. */
        MAJORITY,
        /** By the share of the answers that agree. */
        VOTES
    }

    /**
     * Reads the answers and looks for the pictures.
     *
     * @param tokenizer null in a study that has none
     * @throws InvalidInputException PECO-250, PECO-260 to PECO-264 with everything that is wrong with the triplets
     */
    @Inject
    HumanAgreementTask(Options options, @Nullable Tokenizer tokenizer, NetworkContext context) {
        this.options = options;
        this.context = context;
        this.triplets = chosen(options);
        List<PictureDistance> asked = new ArrayList<>();
        if (tokenizer != null) {
            asked.add(new ComparedDistances.Codewords(tokenizer));
            asked.add(new ComparedDistances.DifferentTokens(tokenizer));
        }
        int side = side(tokenizer);
        asked.add(new ComparedDistances.Pixels(side));
        Perception.distances(options.backbones(), context)
                .forEach(named -> asked.add(new ComparedDistances.Features(named, side)));
        this.distances = List.copyOf(asked);
    }

    private int side(@Nullable Tokenizer tokenizer) {
        if (options.image() > 0) {
            return options.image();
        }
        if (tokenizer != null) {
            return tokenizer.imageSize();
        }
        Path first = triplets.get(0).reference();
        try {
            RgbImage picture = new PictureReader().read(first);
            return Math.min(picture.width(), picture.height());
        } catch (UnreadableExampleException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-250",
                    String.valueOf(e.getMessage()),
                    first.toString(),
                    "repair the file, or set  image = SIDE  and leave its triplets out"));
        }
    }

    private static List<Triplet> chosen(Options options) {
        List<Triplet> all = Triplets.read(options.triplets(), options.pictures()).stream()
                .filter(triplet -> triplet.share() >= options.clear())
                .filter(triplet -> options.counting() == Counting.VOTES || !triplet.tied())
                .toList();
        if (all.isEmpty()) {
            throw new InvalidInputException(new Problem(
                    "PECO-264",
                    "no triplet has a majority of " + options.clear(),
                    options.triplets().toString(),
                    "a smaller  clear,  or  counting = votes  where all are ties"));
        }
        int count = options.limit() == 0 ? all.size() : Math.min(all.size(), options.limit());
        List<Triplet> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(all.get((int) ((long) i * all.size() / count)));
        }
        return List.copyOf(chosen);
    }

    @Override
    public Findings findings(Examples examples) {
        PictureReader reader = new PictureReader();
        Pairs pairs = new Pairs(triplets);
        List<Agreement> agreements = new ArrayList<>();
        List<Triplet> missed = new ArrayList<>();
        for (PictureDistance distance : distances) {
            Agreement agreement = new Agreement(distance.name(), options.counting() == Counting.VOTES);
            Measured measured = Measured.of(distance, pairs, reader, context.manager(), MOST_BYTES);
            for (Triplet triplet : triplets) {
                double closer = measured.between(triplet.reference(), triplet.closer());
                double farther = measured.between(triplet.reference(), triplet.farther());
                agreement.count(triplet, closer, farther);
                if (agreements.isEmpty() && closer > farther && missed.size() < SHOWN) {
                    missed.add(triplet);
                }
            }
            agreements.add(agreement);
        }
        List<Score> scores = new ArrayList<>();
        agreements.forEach(agreement -> scores.add(agreement.score()));
        agreements.forEach(agreement -> scores.addAll(List.of(agreement.low(), agreement.high())));
        scores.add(new Score("triplets", triplets.size(), "", Score.Better.NEITHER));
        return new Findings(scores, missed.isEmpty() ? List.of() : List.of(sheet(missed, agreements, reader)));
    }

    private Picture sheet(List<Triplet> missed, List<Agreement> agreements, PictureReader reader) {
        List<List<RgbImage>> rows = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        String words = distances.get(0).name();
        Resize resize = new Resize(SHOWN_SIDE, Filter.BICUBIC);
        for (Triplet triplet : missed) {
            rows.get(0).add(resize.apply(reader.read(triplet.reference())));
            rows.get(1).add(resize.apply(reader.read(triplet.closer())));
            rows.get(2).add(resize.apply(reader.read(triplet.farther())));
        }
        return new Picture(
                "Where " + words + " and people disagree",
                "Above the reference, then the picture that people find closer, below the one that is closer for "
                        + words
                        + ". Agreement on " + triplets.size() + " triplets, with the interval of 95 %: "
                        + agreements.stream().map(Agreement::text).collect(Collectors.joining("; ")) + ".",
                ContactSheet.of(rows));
    }
}
