package io.openhavip.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
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

    /** Access keys of accounts, by their ids: those that are there before any is made by an operator. */
    Map<String, Key> accessKeys();

    /** 32 bytes in Base64 that encrypt the secrets in the database; the same on every replica. Empty: no keys can be made. */
    Optional<String> masterKey();

    /** The master key before it was changed, until what it encrypted is encrypted anew. */
    Optional<String> formerMasterKey();

    /** What an operator sends as {@code Authorization: Bearer}; at least 32 characters. Empty: nothing under /admin is answered. */
    Optional<String> adminToken();

    /** How soon a change of users, policies and keys holds on every replica. */
    @WithDefault("1s")
    Duration directoryInterval();

    /** How long users, policies and keys may not be read until this replica says that it is not ready. */
    @WithDefault("30s")
    Duration directoryOverdue();

    /** How far a request's time stamp may be from this clock, early or late. */
    @WithDefault("15m")
    Duration clockSkew();

    /** How often a key may call an action, on each replica. */
    @WithDefault("100")
    int requestsPerSecond();

    /** How many requests of one account may be under way at once, on each replica. */
    @WithDefault("64")
    int requestsAtOnce();

    /** How long a service may take to answer. */
    @WithDefault("60s")
    Duration answerTimeout();

    /** An access key. */
    interface Key {
        String secret();

        /** Whose it is. */
        @WithDefault("1000000000000001")
        String accountId();
    }
}
