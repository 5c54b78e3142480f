package io.openhavip.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of api-gateway, prefix {@code havip.gateway}. */
@ConfigMapping(prefix = "havip.gateway")
public interface GatewayConfiguration {

    /** Where havip-service answers. */
    @WithDefault("http://127.0.0.1:8081")
    URI havipService();

    /** Where network-service answers. */
    @WithDefault("http://127.0.0.1:8082")
    URI networkService();

    /** Where eip-service answers. */
    @WithDefault("http://127.0.0.1:8083")
    URI eipService();

    /** The access keys, by their ids. */
    Map<String, Key> accessKeys();

    /** RAM users, by their names; a key that names one may do what its policies allow. */
    Map<String, User> users();

    /** How far a request's time stamp may be from this clock, early or late. */
    @WithDefault("15m")
    Duration clockSkew();

    /** How often a key may call an action, on each replica. */
    @WithDefault("100")
    int requestsPerSecond();

    /** How long a service may take to answer. */
    @WithDefault("60s")
    Duration answerTimeout();

    /** An access key. */
    interface Key {
        String secret();

        @WithDefault("1000000000000001")
        String accountId();

        /** Empty: the account itself, which may do everything with its own. */
        Optional<String> user();
    }

    /** A RAM user. */
    interface User {
        /** Files with a policy each. */
        List<Path> policies();
    }
}
