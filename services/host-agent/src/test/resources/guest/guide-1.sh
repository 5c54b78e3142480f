#!/bin/bash
yum install -y keepalived
cat >/etc/keepalived/keepalived.conf <<'CONFIGURATION'
! Configuration File for keepalived
vrrp_instance VI_1 {
state MASTER
    interface eth0
    virtual_router_id 51
    nopreempt
    priority 100
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass 1111
    }
    unicast_src_ip 192.168.0.21
    unicast_peer {
        192.168.0.22
    }
    virtual_ipaddress {
        192.168.0.88
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
echo "ecs1" >/usr/share/nginx/html/index.html
systemctl enable nginx
systemctl start nginx
