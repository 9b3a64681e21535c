/** The way of a stranger's plugin: compiled, packed, dropped into a folder, used; and the ways in which it fails. */
@NullMarked
package io.peco4j.product.plugin;

import org.jspecify.annotations.NullMarked;
