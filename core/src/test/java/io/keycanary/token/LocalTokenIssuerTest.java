package io.keycanary.token;

import java.time.Instant;
import java.time.InstantSource;

class LocalTokenIssuerTest extends TokenIssuerContract {
    @Override
    protected TokenIssuer issuer() {
        return new LocalTokenIssuer(new Account.LocalAccount("111122223333"), InstantSource.fixed(Instant.EPOCH));
    }

    @Override
    protected String path() {
        return "/svc/";
    }

    @Override
    protected boolean keepsUsers() {
        return false;
    }
}
