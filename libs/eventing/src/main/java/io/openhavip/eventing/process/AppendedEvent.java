package io.openhavip.eventing.process;

import io.openhavip.contracts.Event;
import io.openhavip.messaging.CloudEvent;

/** An event of this service's own aggregates at the moment it is appended. */
public record AppendedEvent(Event event, CloudEvent attributes) {}
