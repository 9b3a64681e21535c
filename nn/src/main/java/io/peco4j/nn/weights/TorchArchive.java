package io.peco4j.nn.weights;

import io.peco4j.nn.weights.pickle.Allowance;
import io.peco4j.nn.weights.pickle.PickleException;
import io.peco4j.nn.weights.pickle.Unpickler;
import io.peco4j.nn.weights.text.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What {@code torch.save} writes since 1.6: a zip with a pickle and an uncompressed entry for each storage. */
final class TorchArchive {
    /** The pickle's name, below a folder of any name. */
    static final String PICKLE = "data.pkl";

    private static final String STORAGES = "data/";
    private static final String BYTE_ORDER = "byteorder";

    private TorchArchive() {}

    static TorchContent read(WeightChannel channel, Allowance allowance)
            throws IOException, MalformedWeightsException, PickleException {
        Map<String, ZipDirectory.Entry> entries = ZipDirectory.read(channel).entries();
        String pickle = entries.keySet().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .findFirst()
                .orElseThrow(() -> new MalformedWeightsException("it has no " + PICKLE));
        String root = pickle.substring(0, pickle.length() - PICKLE.length());
        Map<String, TorchContent.Extent> storages = new HashMap<>();
        for (Map.Entry<String, ZipDirectory.Entry> named : entries.entrySet()) {
            if (named.getKey().startsWith(root + STORAGES)) {
                storages.put(
                        named.getKey().substring(root.length() + STORAGES.length()),
                        extent(channel, named.getKey(), named.getValue()));
            }
        }
        ZipDirectory.Entry order = entries.get(root + BYTE_ORDER);
        if (order != null && bytes(channel, root + BYTE_ORDER, order).get(0) == 'b') {
            throw new MalformedWeightsException("it was written on a big-endian machine; save it again on another one");
        }
        ByteBuffer text = bytes(channel, pickle, Objects.requireNonNull(entries.get(pickle)));
        return new TorchContent(Unpickler.load(text, allowance).root(), storages);
    }

    private static TorchContent.Extent extent(WeightChannel channel, String name, ZipDirectory.Entry entry)
            throws IOException, MalformedWeightsException {
        if (!entry.stored()) {
            throw new MalformedWeightsException("its entry " + Shown.of(name)
                    + " is compressed, as PyTorch never does; unpack the zip and save the file again");
        }
        return new TorchContent.Extent(ZipDirectory.dataStart(channel, entry), entry.length());
    }

    private static ByteBuffer bytes(WeightChannel channel, String name, ZipDirectory.Entry entry)
            throws IOException, MalformedWeightsException {
        TorchContent.Extent extent = extent(channel, name, entry);
        if (extent.length() == 0 || extent.length() > Integer.MAX_VALUE) {
            throw new MalformedWeightsException("its entry " + Shown.of(name) + " has " + extent.length() + " bytes");
        }
        return channel.part(extent.start(), extent.length());
    }
}
