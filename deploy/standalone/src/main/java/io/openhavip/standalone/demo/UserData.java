package io.openhavip.standalone.demo;

/** What the guide has ecs1 and ecs2 do, as scripts of their first boot. */
final class UserData {

    private static final String SCRIPT = """
            #!/bin/bash
            yum install -y keepalived
            cat >/etc/keepalived/keepalived.conf <<'CONFIGURATION'
            ! Configuration File for keepalived
            vrrp_instance VI_1 {
                state %s
                interface eth0
                virtual_router_id 51
                nopreempt
                priority %d
                advert_int 1
                authentication {
                    auth_type PASS
                    auth_pass 1111
                }
                unicast_src_ip %s
                unicast_peer {
                    %s
                }
                virtual_ipaddress {
                    %s
                }
                garp_master_delay 1
                garp_master_refresh 5
                track_interface {
                    eth0
                }
            }
            CONFIGURATION
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
        return SCRIPT.formatted(state, priority, address, peer, Resources.HAVIP_ADDRESS, name);
    }
}
