package io.openhavip.service;

import io.openhavip.contracts.Topic;

/**
 * Which service this process is; each service gives one bean of it.
 *
 * @param name CloudEvents {@code source}, for example {@code havip-service}
 * @param deadLetters where its consumers put records that can never be handled
 */
public record ServiceIdentity(String name, Topic deadLetters) {}
