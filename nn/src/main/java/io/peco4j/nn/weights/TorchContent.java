package io.peco4j.nn.weights;

import io.peco4j.nn.weights.pickle.Allowance;
import io.peco4j.nn.weights.pickle.PickleException;
import io.peco4j.nn.weights.pickle.Value;
import java.io.IOException;
import java.util.Map;

/**
 * The two things that a file of PyTorch consists of, in either of its formats.
 *
 * @param root the object that was saved
 * @param storages where the raw numbers lie, by the keys that its tensors refer to
 */
record TorchContent(Value root, Map<String, Extent> storages) {
    /** Some ten thousand tensors. */
    private static final long FLOOR = 20L << 20;

    /**
     * A part of the file.
     *
     * @param start its first byte
     * @param length in bytes
     */
    record Extent(long start, long length) {}

    static TorchContent read(WeightChannel channel, boolean zip, Allowance allowance)
            throws IOException, MalformedWeightsException, PickleException {
        return zip ? TorchArchive.read(channel, allowance) : TorchStream.read(channel, allowance);
    }

    /** What the pickles of a file, and the names of their tensors, may cost: memory stays in proportion to its size. */
    static Allowance allowance(WeightChannel channel) {
        return new Allowance(FLOOR + 2 * channel.size());
    }
}
