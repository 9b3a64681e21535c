package io.peco4j.api.data;

/**
 * A split that leaves to another one what it does not do itself. {@link #classOf} and {@link #select} follow from
 * {@link #example}, so a split that changes its examples has to implement no more than that.
 */
public interface ForwardingSplit extends Split {
    /** The other one; the same at every call. */
    Split split();

    @Override
    default String name() {
        return split().name();
    }

    @Override
    default int size() {
        return split().size();
    }

    @Override
    default Example example(int index) {
        return split().example(index);
    }

    @Override
    default String label(int index) {
        return split().label(index);
    }
}
