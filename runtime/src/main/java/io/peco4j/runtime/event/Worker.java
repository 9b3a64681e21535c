package io.peco4j.runtime.event;

/**
 * Who works on a stage: a process of some machine.
 *
 * @param host as the machine calls itself
 * @param processor its model; empty if unknown
 * @param threads of the engine
 */
public record Worker(String host, String processor, int threads) {}
