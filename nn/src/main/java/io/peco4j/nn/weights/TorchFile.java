package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.pickle.Allowance;
import io.peco4j.nn.weights.pickle.NumpyArray;
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
 * is read without Python, and nothing in it is executed: objects of classes that are not known are set aside, and a
 * file that asks for a program is refused. Arrays of NumPy are tensors. Short texts and numbers beside the tensors are
 * the file's metadata.
 */
public final class TorchFile extends WeightFile {
    /** The letters with which a zip archive begins. */
    private static final short ZIP = 0x4b50;

    private final WeightChannel channel;
    private final boolean zip;
    private final Map<String, TorchTensor> places = new LinkedHashMap<>();
    private final OpenedTensors contents = new OpenedTensors();
    private final Map<String, String> metadata;

    private TorchFile(WeightChannel channel, boolean zip, TorchContent content, TensorTree.Found found)
            throws IOException, MalformedWeightsException {
        this.channel = channel;
        this.zip = zip;
        this.metadata = Collections.unmodifiableMap(TensorTree.facts(content.root()));
        for (Map.Entry<String, Value> named : found.tensors().entrySet()) {
            String name = named.getKey();
            Optional<? extends TorchTensor> place;
            try {
                place = place(name, named.getValue(), content);
            } catch (MalformedWeightsException e) {
                throw new MalformedWeightsException("tensor " + Shown.of(name) + " " + e.getMessage());
            }
            place.ifPresent(tensor -> places.put(name, tensor));
        }
        // What repeats itself comes last: it must not crowd out a network's weights.
        Expansion expansion = Expansion.ofViews(channel.size());
        keep(false, expansion, found);
        keep(true, expansion, found);
        for (Map.Entry<String, TorchTensor> named : places.entrySet()) {
            TorchTensor tensor = named.getValue();
            contents.add(named.getKey(), tensor.info(), () -> tensor.bytes(channel));
        }
        found.unread().forEach(contents::setAside);
    }

    /** Sets aside those that are out of proportion to the file, among such as repeat numbers or among the others. */
    private void keep(boolean repeating, Expansion expansion, TensorTree.Found found) {
        places.entrySet().removeIf(named -> {
            TorchTensor tensor = named.getValue();
            Value view = Objects.requireNonNull(found.tensors().get(named.getKey()));
            boolean removed = tensor.repeats() == repeating
                    && !expansion.admits(tensor.info().bytes(), view);
            if (removed) {
                contents.setAside(named.getKey(), expansion.reason());
            }
            return removed;
        });
    }

    /**
     * Opens a file, reads its pickle and checks where every tensor lies.
     *
     * @throws InvalidInputException PECO-301 if it cannot be read, PECO-308 if it is damaged or incomplete, PECO-309 if
     *     it asks for what runs programs
     */
    public static TorchFile open(Path path) {
        return WeightChannel.open(path, channel -> {
            try {
                boolean zip = channel.read(0, 2).getShort() == ZIP;
                Allowance allowance = TorchContent.allowance(channel);
                TorchContent content = TorchContent.read(channel, zip, allowance);
                return new TorchFile(channel, zip, content, TensorTree.of(content.root(), allowance));
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

    /** Where a tensor lies; empty if it was set aside. */
    private Optional<? extends TorchTensor> place(String name, Value value, TorchContent content)
            throws MalformedWeightsException {
        if (value instanceof NumpyArray array) {
            return PickledArray.of(name, array, contents);
        }
        Value.Tensor tensor = (Value.Tensor) value;
        Optional<StoredType> type = type(tensor.storage().type());
        if (type.isEmpty()) {
            contents.setAside(
                    name, "is of PyTorch's type " + Shown.of(tensor.storage().type()));
            return Optional.empty();
        }
        TorchContent.Extent extent = content.storages().get(tensor.storage().key());
        if (extent == null) {
            throw new MalformedWeightsException("has its numbers outside of the file");
        }
        StridedTensor strided = StridedTensor.of(type.orElseThrow(), tensor, extent);
        if (strided.info().bytes() > channel.size()) {
            contents.setAside(name, "repeats its elements into more bytes than the file has");
            return Optional.empty();
        }
        return Optional.of(strided);
    }

    /** The format of a storage by PyTorch's name of it, or that of its type; empty if it is not supported. */
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
            case "float8_e4m3fn" -> Optional.of(StoredType.F8_E4M3);
            case "float8_e5m2" -> Optional.of(StoredType.F8_E5M2);
            case "float8_e4m3fnuz" -> Optional.of(StoredType.F8_E4M3FNUZ);
            case "float8_e5m2fnuz" -> Optional.of(StoredType.F8_E5M2FNUZ);
            case "float8_e8m0fnu" -> Optional.of(StoredType.F8_E8M0);
            case "uint16" -> Optional.of(StoredType.U16);
            case "uint32" -> Optional.of(StoredType.U32);
            case "uint64" -> Optional.of(StoredType.U64);
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
        return contents.tensors();
    }

    @Override
    public Map<String, String> unsupported() {
        return contents.unsupported();
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    TensorBytes bytes(String name) throws IOException {
        return Objects.requireNonNull(places.get(name), name).bytes(channel);
    }

    @Override
    public void close() {
        channel.close();
    }
}
