package io.keycanary.store;

import io.keycanary.alert.Alert;
import io.keycanary.alert.ChannelHealth;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.alert.QuietRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class SqlOutbox implements Outbox {
    /**
     * Pending, and no earlier alert of the same incident is for the same channel; ends where the channels follow. SQLite
     * keeps the order of a cross join: otherwise it goes through all that waits for each that waits.
     */
    private static final String WAITING = " from deliveries d join alerts a on a.id = d.alert where d.state = 'PENDING'"
            + " and not exists (select 1 from alerts e cross join deliveries w where w.alert = e.id"
            + " and e.incident = a.incident and w.channel = d.channel and w.state = 'PENDING'"
            + " and (e.created_at < a.created_at or e.created_at = a.created_at and e.id < a.id)) and d.channel in (";

    private final Session session;

    SqlOutbox(Session session) {
        this.session = session;
    }

    @Override
    public void put(Alert alert, Collection<String> channels) {
        if (!AlertRows.insert(session, alert)) {
            return;
        }
        for (String channel : channels) {
            session.execute(
                    "insert into deliveries (alert, channel, state, attempts, next_at) values (?, ?, 'PENDING', 0, ?)",
                    alert.id(),
                    channel,
                    alert.createdAt());
        }
    }

    @Override
    public List<Item> claim(Collection<String> channels, Instant now, Instant leaseUntil, int limit) {
        session.requireWriting();
        if (channels.isEmpty()) {
            return List.of();
        }
        String sql = "update deliveries set leased_until = ? where (alert, channel) in (select d.alert, d.channel"
                + WAITING + Session.marks(channels.size())
                + ") and (d.attempts = 0 or d.next_at <= ? or d.next_at > ?)"
                + " and (d.leased_until is null or d.leased_until <= ? or d.leased_until > ?)"
                + " order by d.next_at, d.alert limit ?" + session.dialect().skippingLocked("d") + ") returning *";
        List<Object> values = new ArrayList<>(List.of(leaseUntil));
        values.addAll(channels);
        values.addAll(List.of(now, now.plus(LONGEST_WAIT), now, now.plus(LONGEST_LEASE), limit));
        return session.list(AlertRows::delivery, sql, values.toArray()).stream()
                .sorted(Comparator.comparing(Delivery::nextAt)
                        .thenComparing(delivery -> delivery.alert().toString()))
                .map(delivery -> new Item(alert(delivery.alert()).orElseThrow(), delivery))
                .toList();
    }

    @Override
    public void update(Delivery delivery) {
        session.execute(
                "update deliveries set state = ?, attempts = ?, next_at = ?, leased_until = ?, note = ?, ended_at = ?"
                        + " where alert = ? and channel = ?",
                delivery.state().name(),
                delivery.attempts(),
                delivery.nextAt(),
                delivery.leasedUntil(),
                delivery.note(),
                delivery.endedAt(),
                delivery.alert(),
                delivery.channel());
    }

    @Override
    public Optional<Alert> alert(UUID id) {
        return session.one(AlertRows::alert, "select * from alerts where id = ?", id);
    }

    @Override
    public List<Alert> alerts(UUID incident) {
        String sql = "select * from alerts where incident = ? order by created_at, id";
        return session.list(AlertRows::alert, sql, incident);
    }

    @Override
    public List<Delivery> deliveries(UUID alert) {
        return session.list(AlertRows::delivery, "select * from deliveries where alert = ? order by channel", alert);
    }

    @Override
    public List<Item> recent(Delivery.@Nullable State state, int limit) {
        String sql = "select * from deliveries d join alerts a on a.id = d.alert"
                + (state == null ? "" : " where d.state = '" + state.name() + "'")
                + " order by a.created_at desc, a.id desc, d.channel limit ?";
        return session.list(row -> new Item(AlertRows.alert(row), AlertRows.delivery(row)), sql, limit);
    }

    @Override
    public ChannelHealth health(String channel) {
        String sql = "select * from channel_health where channel = ?" + session.lockingRow();
        return session.one(AlertRows::health, sql, channel).orElseGet(() -> ChannelHealth.unknown(channel));
    }

    @Override
    public void update(ChannelHealth health) {
        session.execute(
                "insert into channel_health (channel, last_success, last_failure, failures, last_error, announced_at)"
                        + " values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (channel) do update set last_success = excluded.last_success,"
                        + " last_failure = excluded.last_failure, failures = excluded.failures,"
                        + " last_error = excluded.last_error, announced_at = excluded.announced_at",
                health.channel(),
                health.lastSuccess(),
                health.lastFailure(),
                health.failures(),
                health.lastError(),
                health.announcedAt());
    }

    @Override
    public void put(QuietRule rule) {
        QuietRuleRows.put(session, rule);
    }

    @Override
    public List<QuietRule> quietRules() {
        return session.list(QuietRuleRows::read, "select * from quiet_rules order by id");
    }

    @Override
    public List<QuietRule> quietRules(Instant at) {
        return session.list(
                QuietRuleRows::read,
                "select * from quiet_rules where ends_at > ? and starts_at <= ? order by id",
                at,
                at);
    }

    @Override
    public Optional<Instant> nextDue(Collection<String> channels) {
        if (channels.isEmpty()) {
            return Optional.empty();
        }
        String sql = "select case when d.leased_until > d.next_at then d.leased_until else d.next_at end as due"
                + WAITING + Session.marks(channels.size()) + ") order by due limit 1";
        return session.one(row -> row.time("due"), sql, channels.toArray());
    }
}
