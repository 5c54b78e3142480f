package io.openhavip.havip.domain;

/** The EIP that a HAVIP carries. {@code associationId} names the try that brought them together; later tries' answers are others'. */
record CarriedEip(String eipId, String associationId) {}
