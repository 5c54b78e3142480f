package io.openhavip.eventing.store;

import java.util.List;

/**
 * A row that is written by the very statement that appends events, so that both are one round trip.
 *
 * @param sql INSERT, UPDATE or DELETE with a cast at each parameter; a constant: statements are prepared by their text
 * @param parameters values in the order of the text
 */
public record Companion(String sql, List<Object> parameters) {

    public Companion {
        parameters = List.copyOf(parameters);
    }
}
