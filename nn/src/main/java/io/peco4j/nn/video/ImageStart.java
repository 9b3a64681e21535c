package io.peco4j.nn.video;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a video transformer made from those of an image transformer of the same width, depth and patch.
 *
 * <p>Attention along time starts as a copy of that across the picture. Positions of another count are resized to the
 * nearest along the row of patches, and so is the time embedding. What is not in the source stays as it is.
 */
final class ImageStart {
    private static final Kernel NEAREST = Kernel.compile("nearest along a row", """
            def forward(self, rows: Tensor, like: Tensor) -> Tensor:
              count = torch.size(like, 1)
              return torch.transpose(torch.upsample_nearest1d(torch.transpose(rows, 1, 2), [count], None), 1, 2)
            """);

    private final Map<String, NDArray> live;
    private final Map<String, NDArray> source;
    private final Map<String, NDArray> chosen = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private ImageStart(Map<String, NDArray> live, Map<String, NDArray> source) {
        this.live = live;
        this.source = source;
    }

    /** Writes the source's weights into the live ones; says, a line each, what had to be adapted. */
    static List<String> copyInto(Map<String, NDArray> live, Map<String, NDArray> source, NDManager manager) {
        ImageStart start = new ImageStart(live, source);
        try (NDManager step = manager.newSubManager()) {
            start.choose(step);
            Weights.copyInto(live, start.chosen);
        }
        return List.copyOf(start.notes);
    }

    private void choose(NDManager step) {
        source.forEach((name, array) -> {
            if (!isForeignHead(name, array)) {
                chosen.put(name, array);
            }
        });
        resize("pos_embed", 1, step);
        resize("time_embed", 0, step);
        copyAlongTime("temporal_attn.", "attn.");
        copyAlongTime("temporal_norm1.", "norm1.");
        live.forEach((name, array) -> {
            if (!chosen.containsKey(name) && mayStay(name)) {
                chosen.put(name, array);
                notes.add(name + " stays as it was: the source has none that fits");
            }
        });
    }

    private boolean isForeignHead(String name, NDArray array) {
        NDArray own = live.get(name);
        return name.startsWith("head.")
                && (own == null || own.getShape().get(0) != array.getShape().get(0));
    }

    private static boolean mayStay(String name) {
        return name.startsWith("head.") || name.equals("time_embed") || name.contains(".temporal_fc.");
    }

    /** @param fixed leading rows that are kept */
    private void resize(String name, int fixed, NDManager step) {
        NDArray own = live.get(name);
        NDArray given = chosen.get(name);
        if (own == null
                || given == null
                || own.getShape().get(1) == given.getShape().get(1)) {
            return;
        }
        NDArray like = own.get(":, " + fixed + ":");
        NDArray rows = given.get(":, " + fixed + ":");
        rows.attach(step);
        like.attach(step);
        NDArray resized = NEAREST.apply(rows, like);
        if (fixed > 0) {
            NDArray leading = given.get(":, :" + fixed);
            leading.attach(step);
            resized = leading.concat(resized, 1);
        }
        chosen.put(name, resized);
        notes.add(name + " is resized from " + given.getShape().get(1) + " to "
                + own.getShape().get(1) + " rows");
    }

    private void copyAlongTime(String temporal, String spatial) {
        live.keySet().stream()
                .filter(name -> name.contains("." + temporal) && !chosen.containsKey(name))
                .forEach(name -> {
                    NDArray copied = chosen.get(name.replace("." + temporal, "." + spatial));
                    if (copied != null) {
                        chosen.put(name, copied);
                        notes.add(name + " starts as a copy of " + spatial + "*");
                    }
                });
    }
}
