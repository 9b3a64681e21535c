package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A tensor that is made, or read, when it is needed.
 *
 * @param shape of what will be made
 * @param dtype of what will be made
 * @param maker makes it, owned by the given manager
 * @param writer puts it over a live tensor of the same shape
 */
public record PendingTensor(Shape shape, DataType dtype, Function<NDManager, NDArray> maker, Consumer<NDArray> writer) {

    /** A tensor that is computed. */
    public static PendingTensor made(Shape shape, DataType dtype, Function<NDManager, NDArray> maker) {
        return new PendingTensor(shape, dtype, maker, live -> {
            try (NDManager manager = live.getManager().newSubManager()) {
                InPlace.copy(live, 0, maker.apply(manager));
            }
        });
    }

    /** A tensor of an open file. */
    public static PendingTensor of(WeightFile file, String name) {
        TensorInfo info = file.info(name);
        return new PendingTensor(
                info.shape(),
                info.type().loaded(),
                manager -> file.read(name, manager),
                live -> file.readInto(name, live));
    }

    /**
     * Whether its values may be written over a tensor: the shapes agree, and the dtypes, or both are floating, or whole
     * numbers become wider ones.
     */
    boolean fits(NDArray live) {
        DataType target = live.getDataType();
        return shape.equals(live.getShape())
                && (dtype == target || (dtype.isFloating() && target.isFloating()) || widens(dtype, target));
    }

    private static boolean widens(DataType from, DataType to) {
        return switch (from) {
            case UINT8, INT8 -> to == DataType.INT32 || to == DataType.INT64;
            case INT32 -> to == DataType.INT64;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return dtype + " " + shape;
    }
}
