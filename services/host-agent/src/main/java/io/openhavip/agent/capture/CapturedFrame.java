package io.openhavip.agent.capture;

import java.time.Instant;

/**
 * An ARP frame as it came in.
 *
 * @param deviceIndex index of the device that it came in on
 * @param capturedAt the kernel's time stamp
 */
public record CapturedFrame(int deviceIndex, Instant capturedAt, ArpFrame frame) {}
