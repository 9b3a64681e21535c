package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.pickle.Allowance;
import io.peco4j.nn.weights.pickle.PickleException;
import io.peco4j.nn.weights.pickle.RefusedGlobalException;
import io.peco4j.nn.weights.pickle.TensorTree;
import io.peco4j.nn.weights.pickle.Value;
import io.peco4j.nn.weights.text.Shown;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
    private final Map<String, String> unsupported;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, String> metadata;

    private TorchFile(WeightChannel channel, boolean zip, Views views, Map<String, String> metadata) {
        this.channel = channel;
        this.zip = zip;
        this.views = views.readable();
        this.unsupported = Collections.unmodifiableMap(views.unsupported());
        this.metadata = Collections.unmodifiableMap(metadata);
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        this.views.forEach((name, view) -> infos.put(name, view.info()));
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
                Allowance allowance = TorchContent.allowance(channel);
                TorchContent content = TorchContent.read(channel, zip, allowance);
                Views views = Views.of(TensorTree.of(content.root(), allowance), content, channel.size());
                return new TorchFile(channel, zip, views, TensorTree.facts(content.root()));
            } catch (RefusedGlobalException e) {
                throw new InvalidInputException(new Problem(
                        "PECO-309",
                        "the file asks for " + String.join(", ", e.globals())
                                + ", which is not allowed: weight files contain data, not programs",
                        path.toString(),
                        "in Python, load it if you trust it, and save its state_dict() alone"));
            } catch (MalformedWeightsException | PickleException | EOFException e) {
                throw new InvalidInputException(new Problem(
                        "PECO-308",
                        "not a valid file of PyTorch: " + e.getMessage(),
                        path.toString(),
                        "download or copy the file again, or save it again with torch.save"));
            }
        });
    }

    /** The tensors of a file, and why some of them cannot be read, both by name. */
    private record Views(Map<String, StridedTensor> readable, Map<String, String> unsupported) {
        static Views of(Map<String, Value.Tensor> found, TorchContent content, long fileSize)
                throws MalformedWeightsException {
            Views views = new Views(new LinkedHashMap<>(), new LinkedHashMap<>());
            Expansion expansion = new Expansion(fileSize);
            for (Map.Entry<String, Value.Tensor> named : found.entrySet()) {
                String name = named.getKey();
                Value.Tensor tensor = named.getValue();
                Optional<StoredType> type = type(tensor.storage().type());
                if (type.isEmpty()) {
                    views.unsupported.put(
                            name,
                            "is of PyTorch's type " + Shown.of(tensor.storage().type()));
                } else {
                    StridedTensor view = view(name, type.orElseThrow(), tensor, content, fileSize);
                    expansion.add(view.info().bytes(), tensor);
                    views.readable.put(name, view);
                }
            }
            return views;
        }
    }

    private static StridedTensor view(
            String name, StoredType type, Value.Tensor tensor, TorchContent content, long fileSize)
            throws MalformedWeightsException {
        TorchContent.Extent extent = content.storages().get(tensor.storage().key());
        if (extent == null) {
            throw new MalformedWeightsException("the numbers of tensor " + Shown.of(name) + " are not in it");
        }
        try {
            return StridedTensor.of(type, tensor, extent, fileSize);
        } catch (MalformedWeightsException e) {
            throw new MalformedWeightsException("tensor " + Shown.of(name) + " " + e.getMessage());
        }
    }

    /** The format of a storage by PyTorch's name of it; empty if it is not supported. */
    static Optional<StoredType> type(String storage) {
        return switch (storage) {
            case "DoubleStorage" -> Optional.of(StoredType.F64);
            case "FloatStorage" -> Optional.of(StoredType.F32);
            case "HalfStorage" -> Optional.of(StoredType.F16);
            case "BFloat16Storage" -> Optional.of(StoredType.BF16);
            case "LongStorage" -> Optional.of(StoredType.I64);
            case "IntStorage" -> Optional.of(StoredType.I32);
            case "ShortStorage" -> Optional.of(StoredType.I16);
            case "CharStorage" -> Optional.of(StoredType.I8);
            case "ByteStorage" -> Optional.of(StoredType.U8);
            case "BoolStorage" -> Optional.of(StoredType.BOOL);
            default -> Optional.empty();
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
    public Map<String, String> unsupported() {
        return unsupported;
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
