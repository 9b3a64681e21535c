package io.peco4j.product.architecture.planted.api.data;

import io.peco4j.product.architecture.planted.nn.Scaled;
import java.util.List;

/** Only the argument of a type leads upwards. */
public record Listed(List<Scaled> values) {}
