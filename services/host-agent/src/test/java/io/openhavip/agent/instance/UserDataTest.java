package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class UserDataTest {

    @Test
    void scriptIsDecoded() {
        assertThat(UserData.of(GuestLab.base64("#!/bin/sh\necho ok\n")))
                .isInstanceOfSatisfying(
                        UserData.Script.class,
                        script -> assertThat(script.text()).asString().isEqualTo("#!/bin/sh\necho ok\n"));
    }

    @Test
    void nothingIsNone() {
        assertThat(UserData.of("")).isEqualTo(new UserData.None());
        assertThat(UserData.of(GuestLab.base64(" \n"))).isEqualTo(new UserData.None());
    }

    @Test
    void whatCannotRunIsRefusedWithTheReason() {
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
        assertThat(UserData.of(Base64.getEncoder().encodeToString(gzip)))
                .isEqualTo(new UserData.Refused("gzip is not supported, give the script as it is"));
        assertThat(UserData.of(GuestLab.base64("#cloud-config\nruncmd: [ls]\n")))
                .isEqualTo(new UserData.Refused("#cloud-config is not supported, give a script that begins with #!"));
        assertThat(UserData.of(GuestLab.base64("echo ok")))
                .isEqualTo(new UserData.Refused("it begins with neither #! nor anything else that is supported"));
    }
}
