package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.app.ShippedAccount.Death;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.User;

/**
 * Kills the shipped program with SIGKILL at a call to AWS, before the call does its work and after it, and then lets it do
 * what a person is told to do. At one call of
 * one verb, drawn; {@code -Dcrash.calls=20} at so many of each.
 */
class AccountCrashIT {
    private static final int CALLS = Integer.getInteger("crash.calls", 1);
    private static final long SEED = Long.getLong("crash.seed", new Random().nextLong());
    private static final int KILLED = 137;

    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    private ShippedAccount account;
    private PipelineAccount seen;
    private final List<String> alive = new ArrayList<>();
    private int made;
    private int kills;

    @BeforeEach
    void emptyAccount() throws Exception {
        account = new ShippedAccount(folder.resolve("home"));
        seen = account.seen();
    }

    @AfterEach
    void leave() throws Exception {
        System.out.println("Killed " + kills + " times, -Dcrash.seed=" + SEED);
        seen.close();
        account.close();
    }

    /** Before or after some of so many calls. */
    private List<Death> deaths(int calls) {
        List<Death> all = new ArrayList<>();
        for (int call = 1; call <= calls; call++) {
            all.add(new Death(call, false));
            all.add(new Death(call, true));
        }
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(CALLS, all.size()));
    }

    private void killed(Death when, String... arguments) throws Exception {
        ShippedRun.Ended ended = account.runUntil(when, arguments);
        assertThat(ended.code()).as(when + "\n" + ended).isEqualTo(KILLED);
        kills++;
    }

    private static String[] issue(String label) {
        return new String[] {
            "token", "issue", label, "--account", "prod", "--owner", "ann", "--purpose", "trap", "--playbook", "leak"
        };
    }

    /** Every decoy of AWS is in the register with the key that it has, and the other way round. */
    private void registerIsTrue() throws Exception {
        account.run("token", "reconcile", "--account", "prod");
        assertThat(seen.iam.listUsers(r -> r.pathPrefix("/batch/")).users())
                .extracting(User::userName)
                .containsExactlyInAnyOrderElementsOf(alive);
        for (String user : alive) {
            JsonNode known = json(account.run("token", "reveal", user, "--format", "json"));
            assertThat(keys(user)).containsExactly(known.get("accessKeyId").asText());
            assertThat(known.get("secretAccessKey").asText().length()).isEqualTo(40);
        }
    }

    private List<String> keys(String user) {
        return seen.iam.listAccessKeys(r -> r.userName(user)).accessKeyMetadata().stream()
                .map(AccessKeyMetadata::accessKeyId)
                .toList();
    }

    private static JsonNode json(String line) throws Exception {
        return new ObjectMapper().readTree(line);
    }

    /** One verb, drawn, or each where more than one kill was asked for. */
    @Test
    void verb_killedAtACall_isFinishedByWhatPeopleAreToldToDo() throws Exception {
        List<Victim> victims = new ArrayList<>(List.of(this::issue, this::rotate, this::retire, this::pipeline));
        Collections.shuffle(victims, random);
        for (Victim victim : CALLS == 1 ? victims.subList(0, 1) : victims) {
            victim.kill();
        }
    }

    /** A verb that is killed. */
    @FunctionalInterface
    private interface Victim {
        void kill() throws Exception;
    }

    private String next() {
        return "svc-" + made++;
    }

    private void issue() throws Exception {
        alive.add(next());
        account.run(issue(alive.getLast()));
        for (Death death : deaths(account.calls())) {
            String user = next();
            killed(death, issue(user));
            account.run("token", "reconcile", "--account", "prod", "--finish");
            if (!account.run("token", "list").contains(user)) {
                account.run(issue(user));
            }
            alive.add(user);
            registerIsTrue();
        }
    }

    private void rotate() throws Exception {
        String user = next();
        alive.add(user);
        account.run(issue(user));
        account.run("token", "rotate", user);
        int calls = account.calls();
        account.run("token", "rotate", user, "--confirm");
        for (Death death : deaths(calls)) {
            killed(death, "token", "rotate", user);
            account.run("token", "rotate", user);
            assertThat(keys(user)).hasSize(2);
            account.run("token", "rotate", user, "--confirm");
            registerIsTrue();
        }
    }

    private void retire() throws Exception {
        String first = next();
        account.run(issue(first));
        account.run("token", "retire", first);
        for (Death death : deaths(account.calls())) {
            String user = next();
            account.run(issue(user));
            killed(death, "token", "retire", user);
            account.run("token", "retire", user);
            registerIsTrue();
        }
    }

    private void pipeline() throws Exception {
        String[] apply = {"pipeline", "apply", "--account", "prod", "--region", "eu-west-1", "--yes"};
        String[] remove = {"pipeline", "remove", "--account", "prod", "--yes"};
        List<String> before = seen.inventory();
        account.run(apply);
        int applying = account.calls();
        List<String> whole = seen.inventory();
        account.run(remove);
        int removing = account.calls();
        assertThat(seen.inventory()).isEqualTo(before);
        for (Death death : deaths(applying)) {
            killed(death, apply);
            account.run(apply);
            assertThat(seen.inventory()).as("%s", death).isEqualTo(whole);
            account.run("pipeline", "status", "--account", "prod");
            Death last = deaths(removing).getFirst();
            killed(last, remove);
            account.run(remove);
            assertThat(seen.inventory()).as("%s", last).isEqualTo(before);
        }
    }
}
