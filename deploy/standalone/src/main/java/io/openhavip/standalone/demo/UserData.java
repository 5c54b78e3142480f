package io.openhavip.standalone.demo;

import io.openhavip.standalone.KeepalivedConfiguration;

/** What the guide has ecs1 and ecs2 do, as scripts of their first boot. */
final class UserData {

    private static final String SCRIPT = """
            #!/bin/bash
            yum install -y keepalived
            cat >/etc/keepalived/keepalived.conf <<'CONFIGURATION'
            %sCONFIGURATION
            systemctl enable keepalived
            systemctl start keepalived
            yum install -y nginx
            for pages in /usr/share/nginx/html /var/www/html; do
                mkdir -p $pages && echo %s >$pages/index.html
            done
            systemctl enable nginx
            systemctl start nginx
            """;

    private UserData() {}

    /** The guide's configuration of a node, with a page that says who answers. */
    static String of(String name, String state, int priority, String address, String peer) {
        return SCRIPT.formatted(
                KeepalivedConfiguration.of(state, priority, address, peer, Resources.HAVIP_ADDRESS), name);
    }
}
