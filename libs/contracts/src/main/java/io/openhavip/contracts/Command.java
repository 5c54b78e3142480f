package io.openhavip.contracts;

/** A request that one service's process sends to the service that owns {@link #subject()}. Applied once per command id. */
public interface Command extends Message {}
