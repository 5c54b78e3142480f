package io.openhavip.network.domain;

import java.util.Map;

/**
 * Which vSwitches a command changed besides the aggregate that it was for.
 *
 * @param lastSequences the sequence of each one's last event
 */
public record VSwitchChanges(Map<String, Long> lastSequences) {}
