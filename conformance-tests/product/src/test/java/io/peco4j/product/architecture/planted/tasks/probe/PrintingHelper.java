package io.peco4j.product.architecture.planted.tasks.probe;

import io.peco4j.product.architecture.planted.tokenizers.Tokens;

/** Prints, knows another plugin, and has a name that says nothing. */
@SuppressWarnings("SystemOut")
public final class PrintingHelper {
    void print(Tokens tokens) {
        System.out.println(tokens);
    }
}
