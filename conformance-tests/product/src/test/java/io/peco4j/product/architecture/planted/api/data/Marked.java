package io.peco4j.product.architecture.planted.api.data;

import io.peco4j.product.architecture.planted.api.plugin.Mark;

/** Only an annotation of its component leads back to the package that uses it. */
public record Marked(@Mark int value) {}
