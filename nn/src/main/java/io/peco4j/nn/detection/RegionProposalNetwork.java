package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Finds places that may hold objects of any class (Ren et al. 2015, section 3.1; on a pyramid, Lin et al. 2017, section
 * 4.1). Parameters as in torchvision, under {@code head}.
 */
public final class RegionProposalNetwork extends Assembly {
    /** (B, A C, H, W) to (B, H W A, C). */
    private static final Kernel ROWS = Kernel.compile("anchor rows", """
            def forward(self, logits: Tensor, offsets: Tensor) -> Tuple[Tensor, Tensor]:
              batch, anchors, height, width = torch.size(logits)
              scores = torch.reshape(torch.permute(logits, [0, 2, 3, 1]), [batch, -1])
              split = torch.reshape(offsets, [batch, anchors, 4, height, width])
              return (scores, torch.reshape(torch.permute(split, [0, 3, 4, 1, 2]), [batch, -1, 4]))
            """);

    private final AnchorGenerator anchors;
    private final RpnSettings settings;
    private final RpnHead head;
    private final Kernel bestInTraining;
    private final Kernel bestInTests;
    private final Kernel lossKernel;

    /** @param channels of every map */
    public RegionProposalNetwork(NetworkContext context, int channels, AnchorGenerator anchors, RpnSettings settings) {
        this.anchors = anchors;
        this.settings = settings;
        this.head = child("head", new RpnHead(context, channels, anchors.perPlace(), settings.depth()));
        this.bestInTraining = best(settings.training());
        this.bestInTests = best(settings.test());
        this.lossKernel = Kernel.compile("RPN losses", String.format(Locale.ROOT, """
            def forward(self, scores: Tensor, offsets: Tensor, sampled: Tensor, labels: Tensor, objects: Tensor, wanted: Tensor) -> Tuple[Tensor, Tensor]:
              picked = torch.index_select(torch.reshape(scores, [-1]), 0, sampled)
              moved = torch.index_select(torch.reshape(offsets, [-1, 4]), 0, objects)
              distance = torch.smooth_l1_loss(moved, wanted, 2, %s)
              return (torch.binary_cross_entropy_with_logits(picked, labels), torch.div(distance, torch.size(sampled, 0)))
            """, settings.bend()));
    }

    private static Kernel best(RpnSettings.Counts counts) {
        return Kernel.compile("best anchors", String.format(Locale.ROOT, """
                def forward(self, scores: Tensor, offsets: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
                  count = ops.prim.min([%d, torch.size(scores, 1)])
                  top, places = torch.topk(scores, count, 1, True, True)
                  chosen = torch.gather(offsets, 1, torch.expand(torch.unsqueeze(places, 2), [-1, -1, 4]))
                  return (top, chosen, places)
                """, counts.before()));
    }

    /**
     * What the head says about every anchor.
     *
     * @param maps float32 (B, C, H, W), a level each, from the finest
     */
    public RpnPredictions predict(List<NDArray> maps) {
        List<NDArray> objectness = new ArrayList<>();
        List<NDArray> offsets = new ArrayList<>();
        for (NDArray map : maps) {
            NDList results = head.forward(map);
            objectness.add(results.get(0));
            offsets.add(results.get(1));
        }
        return new RpnPredictions(objectness, offsets);
    }

    /**
     * The best places of each image; no gradient flows through them.
     *
     * @param batch size of the images with padding
     * @param images sizes without padding; proposals are cut there
     * @param training whether the numbers of proposals are those of training
     */
    public List<Proposals> propose(
            RpnPredictions predictions, PixelSize batch, List<PixelSize> images, boolean training) {
        List<Boxes> levels = anchors.boxes(batch, predictions.sizes());
        List<List<Candidates>> candidates = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            candidates.add(candidates(
                    predictions.objectness().get(level),
                    predictions.offsets().get(level),
                    levels.get(level),
                    training ? bestInTraining : bestInTests));
        }
        int most = (training ? settings.training() : settings.test()).after();
        List<Proposals> proposals = new ArrayList<>();
        for (int image = 0; image < images.size(); image++) {
            int own = image;
            proposals.add(Candidates.merged(
                    candidates.stream().map(level -> level.get(own)).toList(), images.get(image), settings, most));
        }
        return proposals;
    }

    /** A level's best anchors, an entry for each image. */
    private static List<Candidates> candidates(NDArray objectness, NDArray offsets, Boxes level, Kernel best) {
        try (NDManager manager = objectness.getManager().newSubManager()) {
            NDList rows = ROWS.call(objectness.stopGradient(), offsets.stopGradient());
            rows.attach(manager);
            NDList chosen = best.call(rows.get(0), rows.get(1));
            int images = Math.toIntExact(chosen.get(0).getShape().get(0));
            int count = Math.toIntExact(chosen.get(0).getShape().get(1));
            float[] logits = chosen.get(0).toFloatArray();
            float[] moves = chosen.get(1).toFloatArray();
            long[] places = chosen.get(2).toLongArray();
            List<Candidates> found = new ArrayList<>();
            for (int image = 0; image < images; image++) {
                int from = image * count;
                int[] own = Arrays.stream(places, from, from + count)
                        .mapToInt(Math::toIntExact)
                        .toArray();
                Boxes boxes = BoxCoder.PROPOSALS.decode(
                        Arrays.copyOfRange(moves, 4 * from, 4 * (from + count)), level.select(own));
                found.add(new Candidates(boxes, Arrays.copyOfRange(logits, from, from + count)));
            }
            return found;
        }
    }

    /**
     * What each anchor is to learn: 1 an object, 0 none, -1 not counted.
     *
     * @param batch size of the images with padding
     * @param truth for each image its objects
     * @return for each image a label an anchor: level by level, row by row
     */
    public List<int[]> labels(RpnPredictions predictions, PixelSize batch, List<Boxes> truth) {
        return assign(predictions, batch, truth).stream()
                .map(BoxTargets::labels)
                .toList();
    }

    private List<BoxTargets> assign(RpnPredictions predictions, PixelSize batch, List<Boxes> truth) {
        Boxes all = Boxes.concatenated(anchors.boxes(batch, predictions.sizes()));
        return truth.stream()
                .map(objects -> {
                    int[] classes = new int[objects.size()];
                    Arrays.fill(classes, 1);
                    return BoxTargets.of(settings.matcher(), all, objects, classes);
                })
                .toList();
    }

    /**
     * The losses of a batch.
     *
     * @param batch size of the images with padding
     * @param truth for each image its objects
     * @param random draws the anchors that count
     * @return owned by the manager of the predictions
     */
    public RpnLosses losses(RpnPredictions predictions, PixelSize batch, List<Boxes> truth, RandomGenerator random) {
        NDList scores = new NDList();
        NDList offsets = new NDList();
        for (int level = 0; level < predictions.objectness().size(); level++) {
            NDList rows = ROWS.call(
                    predictions.objectness().get(level), predictions.offsets().get(level));
            scores.add(rows.get(0));
            offsets.add(rows.get(1));
        }
        List<BoxTargets> sampled = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        int offset = 0;
        for (BoxTargets image : assign(predictions, batch, truth)) {
            int[] chosen = settings.sampler().sample(image.labels(), random);
            sampled.add(image.select(chosen));
            for (int place : chosen) {
                places.add(offset + place);
            }
            offset += image.labels().length;
        }
        return losses(NDArrays.concat(scores, 1), NDArrays.concat(offsets, 1), sampled, places);
    }

    private RpnLosses losses(NDArray scores, NDArray offsets, List<BoxTargets> sampled, List<Integer> places) {
        NDManager manager = scores.getManager();
        int[] labels = BoxTargets.labels(sampled);
        float[] wanted = new float[labels.length];
        List<Integer> objects = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            wanted[i] = labels[i];
            if (labels[i] > 0) {
                objects.add(places.get(i));
            }
        }
        NDList losses = lossKernel.call(
                scores,
                offsets,
                Indices.of(manager, places.stream().mapToInt(i -> i).toArray()),
                Indices.values(manager, wanted),
                Indices.of(manager, objects.stream().mapToInt(i -> i).toArray()),
                Indices.rows(manager, BoxTargets.positiveOffsets(sampled, BoxCoder.PROPOSALS), 4));
        return new RpnLosses(losses.get(0), losses.get(1));
    }

    /** Floating-point operations of the head over maps of these shapes. */
    public double flops(List<Shape> maps) {
        return maps.stream().mapToDouble(head::flops).sum();
    }

    /** Bytes that the head keeps of maps of these shapes for the backward pass. */
    public double activationBytes(List<Shape> maps) {
        return maps.stream().mapToDouble(head::activationBytes).sum();
    }
}
