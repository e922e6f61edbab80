package io.keycanary.detectnative;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.ByteVector;
import org.junit.jupiter.api.Test;

/** The Vector API in a JVM that was started without it. */
class VectorModuleTest {
    @Test
    void module_loadedLate_worksAndNothingIsWarnedOf() throws Exception {
        assertThat(startedWith("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"))
                .isEqualTo("loaded, sum 64\n");
    }

    @Test
    void module_inAJvmThatDoesNotOpenItsLoading_isAnObstacle() throws Exception {
        assertThat(startedWith("-Xshare:auto"))
                .isEqualTo("needs the program to be started with -jar, or with --add-modules=jdk.incubator.vector\n");
    }

    /** What a new JVM writes to either stream. */
    private static String startedWith(String option) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(option);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String written = new String(child.getInputStream().readAllBytes(), UTF_8);
        child.waitFor();
        return written;
    }

    static final class Child {
        public static void main(String[] args) {
            String obstacle = VectorModule.load();
            System.out.println(obstacle == null ? "loaded, sum " + Sum.of64Ones() : obstacle);
        }
    }

    /** A class of its own, linked after the module was loaded. */
    private static final class Sum {
        static int of64Ones() {
            return ByteVector.broadcast(ByteVector.SPECIES_512, (byte) 1)
                    .reduceLanes(jdk.incubator.vector.VectorOperators.ADD);
        }
    }
}
