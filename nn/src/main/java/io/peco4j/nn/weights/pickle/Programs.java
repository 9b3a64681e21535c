package io.peco4j.nn.weights.pickle;

import java.util.List;
import java.util.Set;

/**
 * What no weight file has a reason to ask for: whatever runs code, starts programs, or reaches for files and networks.
 *
 * <p>Nothing that a pickle names is ever run here, so this list keeps nobody out. It is there because such a file is an
 * attack on whoever loads it with Python, and its reader should hear of it.
 */
final class Programs {
    private static final Set<String> OF_BUILTINS =
            Set.of("eval", "exec", "execfile", "compile", "__import__", "open", "input", "breakpoint", "apply");

    /** Modules, with all that is below them. */
    private static final List<String> MODULES = List.of(
            "os.",
            "posix.",
            "subprocess.",
            "sys.",
            "shutil.",
            "socket.",
            "runpy.",
            "importlib.",
            "ctypes.",
            "pty.",
            "pdb.",
            "bdb.",
            "timeit.",
            "cProfile.",
            "webbrowser.",
            "urllib.",
            "http.",
            "requests.",
            "smtplib.",
            "ftplib.",
            "pip.");

    private Programs() {}

    /** Whether a class or function of Python's is on the list. */
    static boolean has(String module, String name) {
        // A dotted name reaches through what a module has imported, as torch.os.system.
        String whole = module + "." + name;
        if (module.equals("builtins") || module.equals("__builtin__")) {
            return OF_BUILTINS.contains(name);
        }
        return MODULES.stream().anyMatch(each -> whole.startsWith(each) || name.startsWith(each));
    }
}
