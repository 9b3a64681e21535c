package io.peco4j.product.architecture.planted.api.plugin;

import io.peco4j.product.architecture.planted.api.data.Marked;

/** Uses what uses its package. */
public record Entry(Marked marked) {}
