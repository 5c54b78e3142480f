package io.openhavip.network.domain;

/** Who runs instances. */
public enum InstanceDriver {
    /** Nobody here: an instance is a record, and is in the state that it was asked to be in. */
    NONE
}
