package io.peco4j.nn.weights;

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

    /**
     * A part of the file.
     *
     * @param start its first byte
     * @param length in bytes
     */
    record Extent(long start, long length) {}

    static TorchContent read(WeightChannel channel, boolean zip)
            throws IOException, MalformedWeightsException, PickleException {
        return zip ? TorchArchive.read(channel) : TorchStream.read(channel);
    }

    /** How many instructions of a pickle, and values of a tree, a file of that size may cost: memory stays in proportion. */
    static long budget(WeightChannel channel) {
        return 1_000_000 + channel.size() / 32;
    }
}
