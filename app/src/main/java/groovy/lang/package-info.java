/** Answers a question of picocli, see {@link groovy.lang.Closure}. May import nothing. */
@org.jspecify.annotations.NullMarked
package groovy.lang;
