package io.keycanary.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.token.AccountException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of users: those that work, fail, hang, print hostile text, or are not there. */
class CommandHookTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private CommandHook hook(String script, Duration patience) throws IOException {
        Path file = folder.resolve("hook");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new CommandHook(List.of(file.toString(), "a b; touch x"), "198.51.100.7", patience);
    }

    @Test
    void apply_andUndo_giveTheWordsAsTheyAre() throws IOException {
        Path log = folder.resolve("log");
        CommandHook hook = hook("printf '%s|' \"$@\" >> " + log, LONG);
        assertThat(hook.look().calls())
                .containsExactly("command: " + folder.resolve("hook") + " a b; touch x block 198.51.100.7");
        assertThat(log).as("a look runs nothing").doesNotExist();
        hook.apply(Map.of());
        hook.undo(Map.of());
        assertThat(Files.readString(log))
                .isEqualTo("a b; touch x|block|198.51.100.7|a b; touch x|unblock|198.51.100.7|");
    }

    @Test
    void hook_thatHangs_isStoppedWithItsChildren() throws IOException {
        Path pid = folder.resolve("pid");
        CommandHook hook = hook("sleep 600 & echo $! > " + pid + "; wait", Duration.ofSeconds(1));
        assertThatThrownBy(() -> hook.apply(Map.of()))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("did not end within 1 s and was stopped");
        long child = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(child)
                        .map(handle -> handle.onExit()
                                .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                                .join()))
                .satisfiesAnyOf(
                        gone -> assertThat(gone).isEmpty(),
                        gone -> assertThat(gone.get().isAlive()).isFalse());
    }

    @Test
    void hook_thatPrintsHostileTextWithoutEnd_isQuotedShortAndHarmless() throws IOException {
        CommandHook hook = hook("printf '\\033[31mred'; head -c 1000000 /dev/zero; exit 7", LONG);
        assertThatThrownBy(() -> hook.apply(Map.of())).isInstanceOfSatisfying(AccountException.class, e -> {
            assertThat(e.getMessage())
                    .contains("ended with 7 for \"block\": \\u{1b}[31mred")
                    .doesNotContain("\u001b")
                    .doesNotContain("\u0000")
                    .hasSizeLessThan(400);
        });
    }

    @Test
    void hook_thatIsNotThere_isToldWithItsName() {
        CommandHook hook = new CommandHook(List.of(folder.resolve("none").toString()), "198.51.100.7", LONG);
        assertThatThrownBy(() -> hook.apply(Map.of()))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("none");
    }
}
