package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts boxes out of maps and brings them to one size: each bin is the mean of bilinear samples (He et al. 2017, section
 * 3).
 *
 * <p>Boxes that need equally many samples a bin run as one native call for each image. A sample more than a pixel outside the map counts as
 * 0, one less far is moved onto the border. Float32; gradients flow to the maps.
 */
public final class RoiAlign {
    private static final Kernel SELECT = Kernel.compile("select rows", """
            def forward(self, x: Tensor, rows: Tensor) -> Tensor:
              return torch.index_select(x, 0, rows)
            """);

    private final int height;
    private final int width;
    private final int samples;
    private final boolean aligned;
    private final Kernel kernel;

    /**
     * A way of cutting out.
     *
     * @param height bins from top to bottom
     * @param width bins from left to right
     * @param samples samples of a bin along each axis; 0 or less: as many as a bin has pixels, rounded up
     * @param aligned whether pixel centres lie at halves (detectron2); otherwise at whole numbers, and boxes are at least
     *     a pixel wide (torchvision)
     */
    public RoiAlign(int height, int width, int samples, boolean aligned) {
        this.height = height;
        this.width = width;
        this.samples = samples;
        this.aligned = aligned;
        this.kernel = Kernel.compile("RoI align", """
                def forward(self, map: Tensor, y: Tensor, x: Tensor, down: Tensor, across: Tensor) -> Tensor:
                  rois, rows = torch.size(y)
                  rois0, columns = torch.size(x)
                  channels = torch.size(map, 1)
                  shape = [rois, rows, columns]
                  grid = torch.stack([torch.expand(torch.unsqueeze(x, 1), shape), torch.expand(torch.unsqueeze(y, 2), shape)], -1)
                  sampled = torch.grid_sampler(map, torch.reshape(grid, [1, torch.mul(rois, rows), columns, 2]), 0, 1, False)
                  shares = torch.mul(torch.unsqueeze(down, 2), torch.unsqueeze(across, 1))
                  weighted = torch.mul(torch.reshape(sampled, [channels, rois, rows, columns]), shares)
                  bins = torch.reshape(weighted, [channels, rois, %1$d, torch.floordiv(rows, %1$d), %2$d, torch.floordiv(columns, %2$d)])
                  return torch.transpose(torch.sum(bins, [3, 5]), 0, 1)
                """.formatted(height, width));
    }

    /** Boxes of one image that take the same numbers of samples a bin. */
    private record Group(int image, int down, int across) {}

    /**
     * Cuts boxes out.
     *
     * @param maps float32 (B, C, H, W), one an image
     * @param boxes K boxes in pixels of the images
     * @param images for each box the number of its image, from 0 to B - 1
     * @param scale pixels of the map for one of the image
     * @return float32 (K, C, height, width), in the order of the boxes, owned by the manager of the maps
     */
    public NDArray pool(NDArray maps, Boxes boxes, int[] images, float scale) {
        if (images.length != boxes.size()) {
            throw new IllegalArgumentException(boxes.size() + " boxes, images of " + images.length);
        }
        if (images.length == 0) {
            return maps.getManager().zeros(new Shape(0, maps.getShape().get(1), height, width));
        }
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (int box = 0; box < images.length; box++) {
            int down = count(side(boxes.y1(box), boxes.y2(box), scale) / height);
            int across = count(side(boxes.x1(box), boxes.x2(box), scale) / width);
            groups.computeIfAbsent(new Group(images[box], down, across), group -> new ArrayList<>())
                    .add(box);
        }
        NDList single = maps.getShape().get(0) == 1
                ? new NDList(maps)
                : maps.split(maps.getShape().get(0));
        NDList pooled = new NDList();
        List<Integer> order = new ArrayList<>();
        groups.forEach((group, members) -> {
            Boxes chosen = boxes.select(members.stream().mapToInt(i -> i).toArray());
            pooled.add(pool(single.get(group.image()), chosen, group, scale));
            order.addAll(members);
        });
        return inOrder(pooled, order);
    }

    /** Rows that were gathered group by group, back where they belong. */
    static NDArray inOrder(NDList groups, List<Integer> order) {
        NDArray all = groups.size() == 1 ? groups.get(0) : NDArrays.concat(groups);
        int[] rows = new int[order.size()];
        boolean sorted = true;
        for (int row = 0; row < rows.length; row++) {
            rows[order.get(row)] = row;
            sorted &= order.get(row) == row;
        }
        return sorted ? all : SELECT.apply(all, Indices.of(all.getManager(), rows));
    }

    private NDArray pool(NDArray map, Boxes boxes, Group group, float scale) {
        PixelSize size = PixelSize.of(map);
        Samples y = new Samples(boxes.size(), height, group.down(), size.height());
        Samples x = new Samples(boxes.size(), width, group.across(), size.width());
        for (int box = 0; box < boxes.size(); box++) {
            y.place(box, start(boxes.y1(box), scale), side(boxes.y1(box), boxes.y2(box), scale));
            x.place(box, start(boxes.x1(box), scale), side(boxes.x1(box), boxes.x2(box), scale));
        }
        NDManager manager = map.getManager();
        return kernel.apply(map, y.positions(manager), x.positions(manager), y.shares(manager), x.shares(manager));
    }

    private float start(float edge, float scale) {
        return aligned ? edge * scale - 0.5f : edge * scale;
    }

    private float side(float from, float to, float scale) {
        float side = start(to, scale) - start(from, scale);
        return aligned ? side : Math.max(side, 1);
    }

    /** A box without extent has no samples and so is 0. */
    private int count(float pixels) {
        return samples > 0 ? samples : Math.max((int) Math.ceil(pixels), 0);
    }

    /** Where the samples of boxes lie along one axis, and what share of a bin each is. */
    private static final class Samples {
        private final int bins;
        private final int count;
        private final int pixels;
        private final int columns;
        private final float[] positions;
        private final float[] shares;

        Samples(int boxes, int bins, int count, int pixels) {
            this.bins = bins;
            this.count = count;
            this.pixels = pixels;
            this.columns = bins * Math.max(count, 1);
            this.positions = new float[boxes * columns];
            this.shares = new float[boxes * columns];
        }

        void place(int box, float start, float side) {
            float bin = side / bins;
            for (int i = 0; i < bins * count; i++) {
                float at = start + i / count * bin + (i % count + 0.5f) * bin / count;
                double inside = Math.min(Math.max(at, 0), pixels - 1);
                // The grid sampler's unit: -1 and 1 are the outer edges of the border pixels.
                positions[box * columns + i] = (float) ((2 * inside + 1) / pixels - 1);
                shares[box * columns + i] = at < -1 || at > pixels ? 0 : 1f / count;
            }
        }

        NDArray positions(NDManager manager) {
            return manager.create(positions, new Shape(positions.length / columns, columns));
        }

        NDArray shares(NDManager manager) {
            return manager.create(shares, new Shape(shares.length / columns, columns));
        }
    }
}
