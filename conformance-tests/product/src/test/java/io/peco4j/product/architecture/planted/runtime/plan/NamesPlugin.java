package io.peco4j.product.architecture.planted.runtime.plan;

import io.peco4j.product.architecture.planted.tasks.probe.PrintingHelper;

/** Knows a bundled plugin. */
public record NamesPlugin(PrintingHelper helper) {}
