package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.pickle.PickleException;
import io.peco4j.nn.weights.pickle.RefusedGlobalException;
import io.peco4j.nn.weights.pickle.TensorTree;
import io.peco4j.nn.weights.pickle.Value;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An open file of {@code torch.save}, in either of its formats: {@code .pth}, {@code .pt}, {@code .ckpt}, {@code .pkl}.
 *
 * <p>The tensors of nested dictionaries and of pickled modules have dotted names, from the outermost key on. The pickle
 * is read without Python; nothing in it is executed, and a class or function that is not known to be harmless is
 * refused. Short texts and numbers beside the tensors are the file's metadata.
 */
public final class TorchFile extends WeightFile {
    /** The letters with which a zip archive begins. */
    private static final short ZIP = 0x4b50;

    private final WeightChannel channel;
    private final boolean zip;
    private final Map<String, StridedTensor> views;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, String> metadata;

    private TorchFile(
            WeightChannel channel, boolean zip, Map<String, StridedTensor> views, Map<String, String> metadata) {
        this.channel = channel;
        this.zip = zip;
        this.views = views;
        this.metadata = Collections.unmodifiableMap(metadata);
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        views.forEach((name, view) -> infos.put(name, view.info()));
        this.tensors = Collections.unmodifiableMap(infos);
    }

    /**
     * Opens a file, reads its pickle and checks where every tensor lies.
     *
     * @throws InvalidInputException PECO-301 if it cannot be read, PECO-308 if it is damaged or incomplete, PECO-309 if
     *     it asks for a class or function that is not allowed
     */
    public static TorchFile open(Path path) {
        return WeightChannel.open(path, channel -> {
            try {
                boolean zip = channel.read(0, 2).getShort() == ZIP;
                TorchContent content = TorchContent.read(channel, zip);
                Map<String, StridedTensor> views = new LinkedHashMap<>();
                for (Map.Entry<String, Value.Tensor> named : TensorTree.of(content.root(), TorchContent.budget(channel))
                        .entrySet()) {
                    views.put(named.getKey(), view(named.getKey(), named.getValue(), content, channel.size()));
                }
                return new TorchFile(channel, zip, views, TensorTree.facts(content.root()));
            } catch (RefusedGlobalException e) {
                throw new InvalidInputException(new Problem(
                        "PECO-309",
                        "the file asks for " + e.global()
                                + ", which is not allowed: weight files hold data, no programs",
                        path.toString(),
                        "in Python, load it if you trust it, and save its state_dict() alone"));
            } catch (MalformedWeightsException | PickleException | EOFException e) {
                throw new InvalidInputException(new Problem(
                        "PECO-308",
                        "not a sound file of PyTorch: " + e.getMessage(),
                        path.toString(),
                        "download or copy the file again, or save it anew with torch.save"));
            }
        });
    }

    private static StridedTensor view(String name, Value.Tensor tensor, TorchContent content, long fileSize)
            throws MalformedWeightsException {
        TorchContent.Extent extent = content.storages().get(tensor.storage().key());
        String shown = name.length() > 200 ? name.substring(0, 200) + "..." : name;
        if (extent == null) {
            throw new MalformedWeightsException("the numbers of tensor " + shown + " are not in it");
        }
        try {
            return StridedTensor.of(type(tensor.storage().type()), tensor, extent, fileSize);
        } catch (MalformedWeightsException e) {
            throw new MalformedWeightsException("tensor " + shown + " " + e.getMessage());
        }
    }

    /** The format of a storage by PyTorch's name of it. */
    static StoredType type(String storage) throws MalformedWeightsException {
        return switch (storage) {
            case "DoubleStorage" -> StoredType.F64;
            case "FloatStorage" -> StoredType.F32;
            case "HalfStorage" -> StoredType.F16;
            case "BFloat16Storage" -> StoredType.BF16;
            case "LongStorage" -> StoredType.I64;
            case "IntStorage" -> StoredType.I32;
            case "ShortStorage" -> StoredType.I16;
            case "CharStorage" -> StoredType.I8;
            case "ByteStorage" -> StoredType.U8;
            case "BoolStorage" -> StoredType.BOOL;
            default -> throw new MalformedWeightsException("is of the type " + storage + ", which is not supported");
        };
    }

    @Override
    public String kind() {
        return zip ? "PyTorch, zip" : "PyTorch, stream of before 1.6";
    }

    @Override
    public Path path() {
        return channel.path();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    TensorBytes bytes(String name) throws IOException {
        return Objects.requireNonNull(views.get(name), name).bytes(channel);
    }

    @Override
    public void close() {
        channel.close();
    }
}
