package io.peco4j.nn.weights.pickle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The classes and functions that a pickle may name. None is ever loaded: a role says what stands in for a call.
 *
 * <p>Classes that checkpoints commonly carry beside their tensors (settings, modules of PyTorch), and all that are not
 * known, become {@link Value.Instance}s, which do nothing.
 */
public final class Globals {
    /** What a call becomes. */
    public enum Role {
        /** An empty dictionary, or one of given pairs. */
        MAPPING,
        /** The elements of its one argument. */
        SEQUENCE,
        /** A tensor from storage, offset, shape and strides. */
        TENSOR,
        /** Its first argument, a tensor. */
        FIRST,
        /** What its first argument makes of its third: a tensor of a subclass. */
        WRAPPED,
        /** The kind of a storage; never called. */
        STORAGE,
        /** The bytes of its first argument. */
        BYTES,
        /** An array of NumPy, still empty. */
        ARRAY,
        /** An array from its bytes, type, shape and order. */
        ARRAY_OF_BYTES,
        /** A type of NumPy's. */
        TYPE,
        /** A number of NumPy's. */
        SCALAR,
        /** An object of the class in its first argument. */
        RECONSTRUCT,
        /** An inert object, known to hold no weights but by its fields. */
        BAG,
        /** An inert object of which nothing is known. */
        UNKNOWN
    }

    /** Also of types that are not supported: tensors around a network may have them. */
    private static final List<String> STORAGES = List.of("torch", "torch.cuda", "torch.storage");

    private static final Pattern STORAGE = Pattern.compile("[A-Z][A-Za-z0-9]*Storage");

    private static final Pattern DTYPE = Pattern.compile(
            "(float|bfloat|q?u?int|complex|bits)[0-9]+[a-z0-9_]*|bool|half|float|double|long|int|short");

    private static final Map<String, Role> KNOWN = known();

    /** Whole packages of classes that only hold settings, progress or sub-modules. */
    private static final List<String> INERT_PACKAGES = List.of(
            "torch.nn.modules.",
            "torch.nn.parallel.",
            "torchvision.models.",
            "dall_e.",
            "omegaconf.",
            "pytorch_lightning.callbacks.",
            "lightning.pytorch.callbacks.",
            "numpy.dtypes.");

    private Globals() {}

    /** What stands in for a class or function. */
    static Value.Global find(String module, String name) {
        return new Value.Global(module, name, role(module, name));
    }

    private static Role role(String module, String name) {
        if ((STORAGES.contains(module)) && STORAGE.matcher(name).matches()) {
            return Role.STORAGE;
        }
        if ((module.equals("torch") || module.equals("numpy"))
                && DTYPE.matcher(name).matches()) {
            return Role.BAG;
        }
        Role known = KNOWN.get(module + "." + name);
        if (known != null) {
            return known;
        }
        return INERT_PACKAGES.stream().anyMatch((module + ".")::startsWith) ? Role.BAG : Role.UNKNOWN;
    }

    private static Map<String, Role> known() {
        Map<String, Role> known = new HashMap<>();
        for (String builtins : List.of("builtins.", "__builtin__.")) {
            List.of("list", "tuple", "set", "frozenset").forEach(name -> known.put(builtins + name, Role.SEQUENCE));
            List.of("object", "int", "long", "float", "str", "unicode", "bool", "complex")
                    .forEach(name -> known.put(builtins + name, Role.BAG));
            known.put(builtins + "dict", Role.MAPPING);
            known.put(builtins + "bytearray", Role.BYTES);
            known.put(builtins + "bytes", Role.BYTES);
        }
        known.put("collections.OrderedDict", Role.MAPPING);
        known.put("collections.defaultdict", Role.MAPPING);
        known.put("_codecs.encode", Role.BYTES);
        known.put("copyreg._reconstructor", Role.RECONSTRUCT);
        known.put("copy_reg._reconstructor", Role.RECONSTRUCT);
        known.put("torch.Size", Role.SEQUENCE);
        known.put("torch._utils._rebuild_tensor", Role.TENSOR);
        known.put("torch._utils._rebuild_tensor_v2", Role.TENSOR);
        known.put("torch._utils._rebuild_tensor_v3", Role.TENSOR);
        known.put("torch._utils._rebuild_parameter", Role.FIRST);
        known.put("torch._utils._rebuild_parameter_with_state", Role.FIRST);
        known.put("torch._utils._rebuild_device_tensor_from_numpy", Role.FIRST);
        // A text of the version.
        known.put("torch.torch_version.TorchVersion", Role.FIRST);
        known.put("torch._tensor._rebuild_from_type", Role.WRAPPED);
        known.put("torch._tensor._rebuild_from_type_v2", Role.WRAPPED);
        known.put("numpy.dtype", Role.TYPE);
        for (String core : List.of("numpy.core.", "numpy._core.")) {
            known.put(core + "multiarray.scalar", Role.SCALAR);
            known.put(core + "multiarray._reconstruct", Role.ARRAY);
            known.put(core + "numeric._frombuffer", Role.ARRAY_OF_BYTES);
        }
        List.of(
                        "torch.device",
                        "torch.Tensor",
                        "torch.nn.parameter.Parameter",
                        "torch.nn.parameter.Buffer",
                        "numpy.ndarray",
                        "argparse.Namespace",
                        "types.SimpleNamespace",
                        "pathlib.Path",
                        "pathlib.PosixPath",
                        "pathlib.WindowsPath",
                        "pathlib._local.Path",
                        "pathlib._local.PosixPath",
                        "pathlib._local.WindowsPath",
                        "typing.Any",
                        "collections.Counter",
                        "yacs.config.CfgNode",
                        "fvcore.common.config.CfgNode",
                        "easydict.EasyDict",
                        "addict.addict.Dict",
                        "mmcv.utils.config.ConfigDict",
                        "mmengine.config.config.ConfigDict",
                        "mmengine.logging.history_buffer.HistoryBuffer",
                        "pytorch_lightning.utilities.parsing.AttributeDict",
                        "lightning_fabric.utilities.data.AttributeDict",
                        "lightning.fabric.utilities.data.AttributeDict",
                        "lightning.pytorch.utilities.parsing.AttributeDict")
                .forEach(name -> known.put(name, Role.BAG));
        return Map.copyOf(known);
    }
}
