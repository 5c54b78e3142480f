package io.openhavip.agent.linux;

import java.time.Instant;
import java.util.Optional;

/**
 * What one recvmsg(2) gave.
 *
 * @param data the bytes, owned by the receiver
 * @param from the sender's socket address
 * @param timestamp the kernel's time stamp, where time stamps are enabled
 */
public record ReceivedMessage(byte[] data, byte[] from, Optional<Instant> timestamp) {}
