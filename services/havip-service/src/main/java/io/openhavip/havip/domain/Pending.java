package io.openhavip.havip.domain;

import io.openhavip.contracts.havip.AssociatedInstanceType;

/** What a HAVIP waits for; it does one thing at a time (AssociateHaVip and the like: none may run concurrently on one HaVip). */
sealed interface Pending {

    record Creation() implements Pending {}

    record Association(String instanceId, AssociatedInstanceType instanceType, String associationId)
            implements Pending {}

    record Unassociation(String instanceId) implements Pending {}

    record Deletion(String deletionId) implements Pending {}

    record Nothing() implements Pending {}
}
