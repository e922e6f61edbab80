package io.keycanary.alert;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A channel that answers as told and accepts when it was told nothing. */
final class ScriptedChannel implements AlertChannel {
    final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final String name;
    private final Queue<DeliveryResult> answers = new ArrayDeque<>();
    private final List<UUID> sent = new CopyOnWriteArrayList<>();
    private final List<Boolean> marks = new CopyOnWriteArrayList<>();
    private volatile @Nullable DeliveryResult always;
    private volatile boolean hangs;
    private volatile boolean breaks;

    ScriptedChannel(String name) {
        this.name = name;
    }

    ScriptedChannel answering(DeliveryResult... results) {
        answers.addAll(List.of(results));
        return this;
    }

    void always(@Nullable DeliveryResult result) {
        always = result;
    }

    ScriptedChannel hanging() {
        hangs = true;
        return this;
    }

    ScriptedChannel broken() {
        breaks = true;
        return this;
    }

    /** Which of them were marked as repeats. */
    List<Boolean> marks() {
        return marks;
    }

    List<UUID> sent() {
        return sent;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        sent.add(alert.id());
        marks.add(alert.repeat());
        if (breaks) {
            throw new IllegalArgumentException("cannot cope");
        }
        if (hangs) {
            hanging.countDown();
            never.await();
        }
        DeliveryResult next = answers.poll();
        DeliveryResult fixed = always;
        if (next != null) {
            return next;
        }
        return fixed != null ? fixed : new DeliveryResult.Accepted("ok");
    }
}
