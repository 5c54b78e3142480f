package io.openhavip.contracts;

/**
 * The current facts of one aggregate, kept on a compacted {@code *.state} topic under the aggregate's id; a null value says that
 * the aggregate is gone. Readers keep the record with the highest {@code aggregatesequence} and ignore lower ones.
 */
public interface State extends Message {}
