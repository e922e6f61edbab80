package io.keycanary.bench.scan;

/**
 * What one run of a whole process tree took.
 *
 * @param cpu user and system seconds of the process and all its children
 * @param wall seconds
 * @param peakMegabytes resident, all processes at their highest; 0 when it was not looked at
 */
record Usage(int exit, double cpu, double wall, double peakMegabytes) {}
