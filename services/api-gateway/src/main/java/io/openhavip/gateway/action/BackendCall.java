package io.openhavip.gateway.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One request to a service.
 *
 * @param target path and query, encoded
 * @param clientToken for the header Client-Token
 */
public record BackendCall(
        Backend backend, String method, String target, Optional<ObjectNode> body, Optional<String> clientToken) {

    /** Whether it changes nothing. */
    public boolean reads() {
        return method.equals("GET");
    }
}
