package io.openhavip.gateway.keys;

/**
 * A key pair.
 *
 * @param id the access key id, which requests name
 * @param caller who has it
 */
public record AccessKey(String id, Secret secret, Caller caller) {}
