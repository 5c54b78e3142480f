package io.openhavip.eip.domain;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;

/** How traffic is paid for, spelled as AllocateEipAddress spells it; what bandwidth an EIP may have follows from it. */
public enum InternetChargeType {
    PayByBandwidth(500),
    PayByTraffic(200);

    private final int most;

    InternetChargeType(int most) {
        this.most = most;
    }

    /**
     * The bandwidth, in Mbit/s, that is allowed (AllocateEipAddress, Bandwidth).
     *
     * @throws Refusal {@code InvalidParameter} if it is not
     */
    int allow(int bandwidth) {
        if (bandwidth < 1 || bandwidth > most) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"bandwidth\" must be 1 to " + most + " Mbit/s with " + this + ", not " + bandwidth + ".");
        }
        return bandwidth;
    }
}
