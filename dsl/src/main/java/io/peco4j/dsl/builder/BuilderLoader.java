package io.peco4j.dsl.builder;

/**
 * Marks a class loader whose classes are words of the study language and not studies, as a plugin's are: problems name
 * the line of the study that calls them, and no line of theirs. Class loaders implement it; authors of builders need
 * not.
 */
public interface BuilderLoader {}
