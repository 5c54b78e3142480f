package io.openhavip.service.api;

/** A tag of a resource, as it is answered. */
public record Tag(String key, String value) {}
