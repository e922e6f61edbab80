/**
 * Makes CloudTrail logs of any size whose matches are known, and checks the answer of a scan against them. May import
 * the JDK and Jackson, and nothing of ours: what it expects must not follow from what it checks.
 */
@NullMarked
package io.keycanary.bench.corpus;

import org.jspecify.annotations.NullMarked;
