package io.openhavip.gateway.wire;

import java.util.Locale;
import java.util.UUID;

/** Ids of requests that no service has given one. */
public final class RequestId {

    private RequestId() {}

    /** An upper-case UUID. */
    public static String next() {
        return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }
}
