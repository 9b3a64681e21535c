package io.peco4j.nn.weights;

import io.peco4j.nn.weights.pickle.Allowance;
import io.peco4j.nn.weights.pickle.Pickle;
import io.peco4j.nn.weights.pickle.PickleException;
import io.peco4j.nn.weights.pickle.Unpickler;
import io.peco4j.nn.weights.pickle.Value;
import io.peco4j.nn.weights.text.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code torch.save} wrote before 1.6: pickles of a magic number, a version, the machine, the object and the keys
 * of its storages, and then each storage as its count of elements and its bytes.
 */
final class TorchStream {
    private TorchStream() {}

    static TorchContent read(WeightChannel channel, Allowance allowance)
            throws IOException, MalformedWeightsException, PickleException {
        // The pickles come first; only the storages make a file larger than can be mapped at once.
        ByteBuffer bytes = channel.part(0, Math.min(channel.size(), Integer.MAX_VALUE));
        Unpickler.load(bytes, allowance);
        Unpickler.load(bytes, allowance);
        if (Unpickler.load(bytes, allowance).root() instanceof Value.Mapping machine
                && machine.get("little_endian").orElse(null) instanceof Value.Flag little
                && !little.value()) {
            throw new MalformedWeightsException("it was written on a big-endian machine; save it again on another one");
        }
        Pickle pickle = Unpickler.load(bytes, allowance);
        if (!(Unpickler.load(bytes, allowance).root() instanceof Value.Sequence keys)) {
            throw new MalformedWeightsException("it has no list of its storages");
        }
        return new TorchContent(pickle.root(), storages(channel, bytes.position(), keys, widths(pickle)));
    }

    /** Bytes of an element by storage: the stream tells only the number of elements. */
    private static Map<String, Integer> widths(Pickle pickle) throws MalformedWeightsException {
        Map<String, Integer> widths = new HashMap<>();
        for (Value.Storage storage : pickle.storages()) {
            int width = width(storage.type());
            Integer other = widths.put(storage.key(), width);
            if (other != null && other != width) {
                throw new MalformedWeightsException("it reads the storage " + Shown.of(storage.key()) + " in two ways");
            }
        }
        return widths;
    }

    /** Also of types that no network here has: what follows them can only be found with it. */
    private static int width(String storage) throws MalformedWeightsException {
        Optional<StoredType> type = TorchFile.type(storage);
        if (type.isPresent()) {
            return type.orElseThrow().bytes();
        }
        return switch (storage) {
            case "ComplexDoubleStorage" -> 16;
            case "ComplexFloatStorage" -> 8;
            case "QInt32Storage" -> 4;
            case "UntypedStorage", "QInt8Storage", "QUInt8Storage", "QUInt4x2Storage", "QUInt2x4Storage" -> 1;
            default ->
                throw new MalformedWeightsException(
                        "it has a storage of the type " + Shown.of(storage) + ", which is not supported");
        };
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
                throw new MalformedWeightsException("it ends early, before the storage " + Shown.of(key.value()));
            }
            long elements = channel.read(at, Long.BYTES).getLong();
            at += Long.BYTES;
            int width = widths.get(key.value());
            if (elements < 0 || elements > (channel.size() - at) / width) {
                throw new MalformedWeightsException("it ends early, within the storage " + Shown.of(key.value()));
            }
            storages.put(key.value(), new TorchContent.Extent(at, elements * width));
            at += elements * width;
        }
        return storages;
    }
}
