package io.keycanary.detectnative;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Brings the module of the Vector API into the running JVM when it is wanted. An incubator module that a JVM is started
 * with (by {@code --add-modules}) costs time at each start, even when nobody needs it, and prints a warning that cannot
 * be turned off. The JDK can load a module later, and does so for its own agents; the manifest of the program opens that
 * to us (Add-Exports).
 */
final class VectorModule {
    static final String NAME = "jdk.incubator.vector";

    private VectorModule() {}

    /** Loads the module unless it is there; gives why that was not possible, or null. */
    static @Nullable String load() {
        if (ModuleLayer.boot().findModule(NAME).isPresent()) {
            return null;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, NAME);
            return null;
        } catch (InvocationTargetException e) {
            return "is not in this JDK: " + e.getCause();
        } catch (ReflectiveOperationException e) {
            return "needs the program to be started with -jar, or with --add-modules=" + NAME;
        }
    }
}
