package io.peco4j.nn.weights.pickle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The classes and functions that a pickle may name. None is ever loaded: a role says what stands in for a call.
 *
 * <p>Whatever is not listed is refused. Classes that checkpoints commonly carry beside their tensors (settings, numbers
 * of NumPy, modules of PyTorch) become {@link Value.Instance}s, which do nothing.
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
        /** Content of no interest. */
        BYTES,
        /** An object of the class in its first argument. */
        RECONSTRUCT,
        /** An inert object. */
        BAG
    }

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Also of types that are not supported: tensors around a network may have them. */
    private static final Pattern STORAGE = Pattern.compile("[A-Z][A-Za-z0-9]*Storage");

    private static final Pattern DTYPE =
            Pattern.compile("(float|bfloat|u?int|complex)[0-9]+|bool|half|float|double|long|int|short");

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

    /** What stands in for a class or function; empty if it is not on the list. */
    static Optional<Value.Global> find(String module, String name) {
        return role(module, name).map(role -> new Value.Global(module, name, role));
    }

    private static Optional<Role> role(String module, String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            return Optional.empty();
        }
        if ((module.equals("torch") || module.equals("torch.cuda"))
                && STORAGE.matcher(name).matches()) {
            return Optional.of(Role.STORAGE);
        }
        if ((module.equals("torch") || module.equals("numpy"))
                && DTYPE.matcher(name).matches()) {
            return Optional.of(Role.BAG);
        }
        Role known = KNOWN.get(module + "." + name);
        if (known == null && INERT_PACKAGES.stream().anyMatch((module + ".")::startsWith)) {
            return Optional.of(Role.BAG);
        }
        return Optional.ofNullable(known);
    }

    private static Map<String, Role> known() {
        Map<String, Role> known = new HashMap<>();
        for (String builtins : List.of("builtins.", "__builtin__.")) {
            List.of("list", "tuple", "set", "frozenset").forEach(name -> known.put(builtins + name, Role.SEQUENCE));
            List.of("object", "int", "long", "float", "str", "unicode", "bool", "complex", "bytes")
                    .forEach(name -> known.put(builtins + name, Role.BAG));
            known.put(builtins + "dict", Role.MAPPING);
            known.put(builtins + "bytearray", Role.BYTES);
        }
        known.put("collections.OrderedDict", Role.MAPPING);
        known.put("collections.defaultdict", Role.MAPPING);
        known.put("_codecs.encode", Role.BYTES);
        known.put("copyreg._reconstructor", Role.RECONSTRUCT);
        known.put("copy_reg._reconstructor", Role.RECONSTRUCT);
        known.put("torch.Size", Role.SEQUENCE);
        known.put("torch._utils._rebuild_tensor", Role.TENSOR);
        known.put("torch._utils._rebuild_tensor_v2", Role.TENSOR);
        known.put("torch._utils._rebuild_parameter", Role.FIRST);
        known.put("torch._utils._rebuild_parameter_with_state", Role.FIRST);
        known.put("torch._tensor._rebuild_from_type", Role.WRAPPED);
        known.put("torch._tensor._rebuild_from_type_v2", Role.WRAPPED);
        List.of(
                        "torch.device",
                        "torch.Tensor",
                        "torch.nn.parameter.Parameter",
                        "torch.nn.parameter.Buffer",
                        "numpy.dtype",
                        "numpy.ndarray",
                        "numpy.core.multiarray.scalar",
                        "numpy.core.multiarray._reconstruct",
                        "numpy._core.multiarray.scalar",
                        "numpy._core.multiarray._reconstruct",
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
