package io.keycanary.store;

import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.AccountRegister;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.net.URI;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

record SqlAccounts(Session session) implements AccountRegister {
    @Override
    public void put(ManagedAccount account) {
        AccountAccess access = account.access();
        session.execute(
                "insert into aws_accounts (name, account, profile, role_arn, external_id, region, endpoint, path,"
                        + " tag_key, tag_value, added_at) values (" + Session.marks(11) + ")"
                        + " on conflict (name) do update set account = excluded.account, profile = excluded.profile,"
                        + " role_arn = excluded.role_arn, external_id = excluded.external_id,"
                        + " region = excluded.region, endpoint = excluded.endpoint, path = excluded.path,"
                        + " tag_key = excluded.tag_key, tag_value = excluded.tag_value, added_at = excluded.added_at",
                account.name(),
                account.account().id(),
                access.profile(),
                access.roleArn(),
                access.externalId(),
                access.region(),
                access.endpoint() == null ? null : access.endpoint().toString(),
                account.path(),
                account.tag().key(),
                account.tag().value(),
                account.addedAt());
    }

    @Override
    public Optional<ManagedAccount> find(String name) {
        return session.one(SqlAccounts::read, "select * from aws_accounts where name = ?", name);
    }

    /** Sorted here: databases differ in how they sort text. */
    @Override
    public List<ManagedAccount> all() {
        return session.list(SqlAccounts::read, "select * from aws_accounts").stream()
                .sorted(Comparator.comparing(ManagedAccount::name))
                .toList();
    }

    @Override
    public void remove(String name) {
        session.execute("delete from aws_accounts where name = ?", name);
    }

    private static ManagedAccount read(Row row) throws SQLException {
        String endpoint = row.textOrNull("endpoint");
        return new ManagedAccount(
                row.text("name"),
                new AwsAccount(row.text("account")),
                new AccountAccess(
                        row.textOrNull("profile"),
                        row.textOrNull("role_arn"),
                        row.textOrNull("external_id"),
                        row.text("region"),
                        endpoint == null ? null : URI.create(endpoint)),
                row.text("path"),
                new DecoyTag(row.text("tag_key"), row.text("tag_value")),
                row.time("added_at"));
    }
}
