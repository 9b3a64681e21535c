package io.peco4j.api.data;

import java.util.List;

/** A data set that leaves to another one what it does not do itself. {@link #split} follows from {@link #splits}. */
public interface ForwardingDataset extends Dataset {
    /** The other one; the same at every call. */
    Dataset dataset();

    @Override
    default List<Split> splits() {
        return dataset().splits();
    }

    @Override
    default List<String> classes() {
        return dataset().classes();
    }

    @Override
    default List<Integer> colours() {
        return dataset().colours();
    }

    @Override
    default Class<? extends Example> exampleType() {
        return dataset().exampleType();
    }

    @Override
    default List<String> notes() {
        return dataset().notes();
    }

    @Override
    default Corrupt corrupt() {
        return dataset().corrupt();
    }

    @Override
    default String fingerprint() {
        return dataset().fingerprint();
    }
}
