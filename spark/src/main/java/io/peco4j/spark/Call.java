package io.peco4j.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A program to be run by one task.
 *
 * @param number of the call, for its lines
 * @param rank which of the programs of this call it is, from 0
 * @param directory to work in; the same path as on the driver
 * @param environment beside the executor's
 */
record Call(long number, int rank, List<String> command, String directory, Map<String, String> environment)
        implements Serializable {}
