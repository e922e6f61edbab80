package io.keycanary.detect;

import java.util.function.Supplier;

/**
 * How the detector does its costly work.
 *
 * @param name the names of its parts, such as {@code libdeflate + vector}
 * @param inflaters makes one inflater for each thread
 * @param search shared by all threads
 */
public record Engine(String name, Supplier<Inflater> inflaters, AnchorSearch search) {}
