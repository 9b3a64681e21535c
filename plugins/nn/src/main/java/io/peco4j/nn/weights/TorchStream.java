package io.peco4j.nn.weights;

import io.peco4j.nn.weights.pickle.Pickle;
import io.peco4j.nn.weights.pickle.PickleException;
import io.peco4j.nn.weights.pickle.Unpickler;
import io.peco4j.nn.weights.pickle.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code torch.save} wrote before 1.6: pickles of a magic number, a version, the machine, the object and the keys
 * of its storages, and then each storage as its count of elements and its bytes.
 */
final class TorchStream {
    private TorchStream() {}

    static TorchContent read(WeightChannel channel) throws IOException, MalformedWeightsException, PickleException {
        // The pickles come first; only the storages make a file larger than can be mapped at once.
        ByteBuffer bytes = channel.part(0, Math.min(channel.size(), Integer.MAX_VALUE));
        long budget = TorchContent.budget(channel);
        Unpickler.load(bytes, budget);
        Unpickler.load(bytes, budget);
        if (Unpickler.load(bytes, budget).root() instanceof Value.Mapping machine
                && machine.get("little_endian").orElse(null) instanceof Value.Flag little
                && !little.value()) {
            throw new MalformedWeightsException("it was written on a big-endian machine; save it anew on another one");
        }
        Pickle pickle = Unpickler.load(bytes, budget);
        if (!(Unpickler.load(bytes, budget).root() instanceof Value.Sequence keys)) {
            throw new MalformedWeightsException("it has no list of its storages");
        }
        return new TorchContent(pickle.root(), storages(channel, bytes.position(), keys, widths(pickle)));
    }

    /** Bytes of an element by storage: the stream tells only the number of elements. */
    private static Map<String, Integer> widths(Pickle pickle) throws MalformedWeightsException {
        Map<String, Integer> widths = new HashMap<>();
        for (Value.Storage storage : pickle.storages()) {
            int width = TorchFile.type(storage.type()).bytes();
            Integer other = widths.put(storage.key(), width);
            if (other != null && other != width) {
                throw new MalformedWeightsException("it reads the storage " + storage.key() + " in two ways");
            }
        }
        return widths;
    }

    private static Map<String, TorchContent.Extent> storages(
            WeightChannel channel, long start, Value.Sequence keys, Map<String, Integer> widths)
            throws IOException, MalformedWeightsException {
        Map<String, TorchContent.Extent> storages = new HashMap<>();
        long at = start;
        for (Value item : keys.items()) {
            if (!(item instanceof Value.Text key) || !widths.containsKey(key.value())) {
                throw new MalformedWeightsException("it has a storage that no tensor refers to");
            }
            if (at > channel.size() - Long.BYTES) {
                throw new MalformedWeightsException("it ends early, before the storage " + key.value());
            }
            long elements = channel.read(at, Long.BYTES).getLong();
            at += Long.BYTES;
            int width = widths.get(key.value());
            if (elements < 0 || elements > (channel.size() - at) / width) {
                throw new MalformedWeightsException("it ends early, within the storage " + key.value());
            }
            storages.put(key.value(), new TorchContent.Extent(at, elements * width));
            at += elements * width;
        }
        return storages;
    }
}
