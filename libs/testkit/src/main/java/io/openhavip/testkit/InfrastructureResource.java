package io.openhavip.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a Quarkus test the shared broker with empty topics and a database of its own. The arguments {@code kafka} and
 * {@code postgres} set to {@code false} leave out what an application does not use. Use it as
 * {@code @QuarkusTestResource(InfrastructureResource.class)}.
 */
public final class InfrastructureResource implements QuarkusTestResourceLifecycleManager {

    private boolean kafka = true;
    private boolean postgres = true;

    @Override
    public void init(Map<String, String> arguments) {
        kafka = Boolean.parseBoolean(arguments.getOrDefault("kafka", "true"));
        postgres = Boolean.parseBoolean(arguments.getOrDefault("postgres", "true"));
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new HashMap<>();
        if (kafka) {
            TestKafka.recreateTopics();
            configuration.put("kafka.bootstrap.servers", TestKafka.bootstrapServers());
        }
        if (postgres) {
            TestDatabase database = TestPostgres.createDatabase();
            configuration.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
            configuration.put("quarkus.datasource.username", database.user());
            configuration.put("quarkus.datasource.password", database.password());
        }
        return configuration;
    }

    @Override
    public void stop() {
        // The servers are the JVM's, not this test's.
    }
}
