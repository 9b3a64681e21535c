package io.peco4j.product.architecture.planted.api.data;

import org.slf4j.Logger;

/** Shows a library that plugins do not need. */
public interface Logging {
    /** One of another library's types. */
    Logger log();
}
