package io.openhavip.eventing.store;

import java.sql.SQLException;

/** The database could not do its part. {@link io.openhavip.eventing.consume.Faults} tells whether waiting may help. */
public final class DatabaseFault extends RuntimeException {

    public DatabaseFault(String message, SQLException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
