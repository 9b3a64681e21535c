package io.peco4j.nn.weights.pickle;

import io.peco4j.nn.weights.text.Shown;
import java.util.Map;

/** What an object is of which only the name of its class, or of the function that makes it, is known. */
final class Unknown {
    private static final Map<String, String> TENSORS = Map.of(
            "torch._utils._rebuild_sparse_tensor", "is a sparse tensor",
            "torch._utils._rebuild_sparse_csr_tensor", "is a sparse tensor",
            "torch._utils._rebuild_qtensor", "is a quantised tensor",
            "torch._utils._rebuild_nested_tensor", "is a nested tensor",
            "torch._utils._rebuild_meta_tensor_no_storage", "is a tensor without numbers",
            "numpy.ma.core._mareconstruct", "is a masked array",
            "datetime.datetime", "is a date",
            "datetime.date", "is a date");

    private Unknown() {}

    /** The words that follow its name. */
    static String what(Value.Global type) {
        String known = TENSORS.get(type.toString());
        if (known != null) {
            return known;
        }
        boolean function = !type.name().isEmpty()
                && Character.isLowerCase(
                        type.name().replaceFirst("^_+(?=.)", "").charAt(0));
        return (function ? "is what the function " : "is an object of the class ")
                + Shown.of(type.toString())
                + (function ? " makes" : "");
    }
}
