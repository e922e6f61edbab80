package groovy.lang;

/**
 * Never used, and there on purpose: picocli asks for a class of this name at every start. Without one the JVM opens all
 * 120 jars of the class path to learn that there is none, which took two thirds of the time of {@code --help}.
 */
public final class Closure {
    private Closure() {}
}
