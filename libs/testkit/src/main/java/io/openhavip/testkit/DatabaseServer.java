package io.openhavip.testkit;

import io.openhavip.localstack.PostgresLogin;

/** A PostgreSQL server for tests, of either variant. */
public interface DatabaseServer extends TestServer {

    PostgresLogin login();
}
