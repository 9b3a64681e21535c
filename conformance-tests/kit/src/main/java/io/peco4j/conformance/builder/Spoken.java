package io.peco4j.conformance.builder;

/**
 * What calls of builders gave.
 *
 * @param words the calls, as a study writes them: {@code vqvae().lite()}
 * @param value a builder, or something that another builder takes
 */
record Spoken(String words, Object value) {}
