package io.keycanary.cli;

import picocli.CommandLine.Model.CommandSpec;

/**
 * A verb that tells picocli of itself, instead of by annotations. To read annotations takes more time than all else at a
 * short start, so what every start needs, and {@code scan}, go without.
 */
interface DescribedVerb {
    /** Name, options and help; the same at each call. */
    CommandSpec spec();
}
