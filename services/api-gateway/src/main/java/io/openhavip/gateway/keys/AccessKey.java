package io.openhavip.gateway.keys;

/**
 * A key pair.
 *
 * @param id the access key id, which requests name
 * @param caller who has it
 * @param active whether it may be used now
 */
public record AccessKey(String id, Secret secret, Caller caller, boolean active) {}
