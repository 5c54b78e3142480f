package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.AnnouncementRejected.Reason;

/** What became of the claim of a trigger. */
public sealed interface Verdict {

    /** Every verdict but a refusal. */
    enum Judged implements Verdict {
        /** The claimant is the owner now. */
        APPLIED,
        /** The owner repeated itself. */
        REPEATED,
        /** Read again; judged before. */
        DUPLICATE,
        /** Holds the address, as an agent's probe found, but another port owns it. */
        HOLDER,
        /** Held back by a contest. */
        POSTPONED,
        /** The claimant has a claim waiting already. */
        ALREADY_POSTPONED,
        /** The trigger carried no claim. */
        NO_CLAIM,
        /** The sender believes in an epoch that has passed; nothing was judged. */
        OVERTAKEN
    }

    /**
     * No claim, for a reason.
     *
     * @param early whether facts still to come may make it valid, so that it is kept for a while
     */
    record Refused(Reason reason, boolean early) implements Verdict {}
}
