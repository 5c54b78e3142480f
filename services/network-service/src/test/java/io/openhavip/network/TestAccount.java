package io.openhavip.network;

import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import java.util.concurrent.atomic.AtomicLong;

/** Accounts, one for each test, so that the limits of one do not fill up with what others left. */
final class TestAccount {

    private static final AtomicLong NEXT = new AtomicLong(3_000_000_000_000_000L);

    private TestAccount() {}

    /** A new account, which requests act for from now on. */
    static String begin() {
        String accountId = String.valueOf(NEXT.getAndIncrement());
        actFor(accountId);
        return accountId;
    }

    static void actFor(String accountId) {
        // A builder begins with what is set already, and would add a second account.
        end();
        RestAssured.requestSpecification =
                new RequestSpecBuilder().addHeader("Account-Id", accountId).build();
    }

    /** Requests name no account any more. */
    static void end() {
        RestAssured.requestSpecification = null;
    }
}
