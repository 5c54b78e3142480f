package io.openhavip.service;

import io.openhavip.eventing.consume.ProcessConsumer;
import java.util.List;

/** A bean that owns consumers of other services' events. */
public interface ProcessConsumers {

    List<ProcessConsumer> all();
}
