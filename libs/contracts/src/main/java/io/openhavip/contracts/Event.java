package io.openhavip.contracts;

/** A fact that was appended to an event store, or a notice about one. Named in the past tense; never changed once published. */
public interface Event extends Message {}
