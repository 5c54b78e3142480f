terraform {
  required_version = ">= 1.3"

  required_providers {
    alicloud = {
      source  = "aliyun/alicloud"
      version = "1.289.0"
    }
  }
}

# A stack of your own. For Alibaba Cloud itself leave out everything but the region.
provider "alicloud" {
  region     = var.region
  access_key = var.access_key
  secret_key = var.secret_key

  # One address serves every product, and has to take HTTPS: the provider changes and
  # deletes rules of security groups by HTTPS whatever is said here.
  protocol = "HTTPS"

  # Without these two the provider asks services that are not there, and waits for them.
  account_type = "Domestic"
  account_id   = var.account_id

  skip_region_validation = true

  endpoints {
    vpc        = var.endpoint
    ecs        = var.endpoint
    sts        = var.endpoint
    location   = var.endpoint
    bssopenapi = var.endpoint
    quotas     = var.endpoint
  }
}

locals {
  vip = cidrhost(var.vswitch_cidr, 24)

  nodes = {
    ecs1 = {
      address  = cidrhost(var.vswitch_cidr, 25)
      peer     = cidrhost(var.vswitch_cidr, 26)
      state    = "MASTER"
      priority = 100
    }
    ecs2 = {
      address  = cidrhost(var.vswitch_cidr, 26)
      peer     = cidrhost(var.vswitch_cidr, 25)
      state    = "BACKUP"
      priority = 10
    }
  }
}

resource "alicloud_vpc" "main" {
  vpc_name   = var.name
  cidr_block = var.vpc_cidr
}

resource "alicloud_vswitch" "main" {
  vpc_id       = alicloud_vpc.main.id
  vswitch_name = var.name
  cidr_block   = var.vswitch_cidr
  zone_id      = var.zone
}

resource "alicloud_security_group" "main" {
  vpc_id              = alicloud_vpc.main.id
  security_group_name = var.name
  inner_access_policy = "Accept"
}

resource "alicloud_security_group_rule" "http" {
  security_group_id = alicloud_security_group.main.id
  type              = "ingress"
  ip_protocol       = "tcp"
  port_range        = "80/80"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  cidr_ip           = "0.0.0.0/0"
}

# The heartbeats of keepalived are of a protocol of their own.
resource "alicloud_security_group_rule" "vrrp" {
  security_group_id = alicloud_security_group.main.id
  type              = "ingress"
  ip_protocol       = "all"
  port_range        = "-1/-1"
  nic_type          = "intranet"
  policy            = "accept"
  priority          = 1
  cidr_ip           = var.vswitch_cidr
}

# The two that can have the address.
resource "alicloud_instance" "node" {
  for_each = local.nodes

  instance_name        = each.key
  vswitch_id           = alicloud_vswitch.main.id
  security_groups      = [alicloud_security_group.main.id]
  private_ip           = each.value.address
  image_id             = var.image_id
  instance_type        = var.instance_type
  system_disk_category = "cloud_essd"
  instance_charge_type = "PostPaid"
  spot_strategy        = "SpotWithPriceLimit"

  user_data = base64encode(templatefile("${path.module}/node.sh.tftpl", {
    name     = each.key
    vip      = local.vip
    address  = each.value.address
    peer     = each.value.peer
    state    = each.value.state
    priority = each.value.priority
  }))
}

# The one that asks: curl http://<ha_vip_private_ip>/
resource "alicloud_instance" "client" {
  instance_name        = "ecs3"
  vswitch_id           = alicloud_vswitch.main.id
  security_groups      = [alicloud_security_group.main.id]
  private_ip           = cidrhost(var.vswitch_cidr, 27)
  image_id             = var.image_id
  instance_type        = var.instance_type
  system_disk_category = "cloud_essd"
  instance_charge_type = "PostPaid"
  spot_strategy        = "SpotWithPriceLimit"
}

resource "alicloud_havip" "main" {
  vswitch_id  = alicloud_vswitch.main.id
  ha_vip_name = var.name
  ip_address  = local.vip
}

resource "alicloud_havip_attachment" "node" {
  for_each = alicloud_instance.node

  ha_vip_id   = alicloud_havip.main.id
  instance_id = each.value.id
  force       = var.force_detach
}

resource "alicloud_eip_address" "main" {
  address_name = var.name
  isp          = "BGP"
  netmode      = "public"
  bandwidth    = "1"
  payment_type = "PayAsYouGo"
}

resource "alicloud_eip_association" "main" {
  allocation_id = alicloud_eip_address.main.id
  instance_id   = alicloud_havip.main.id
  instance_type = "HaVip"
}

# What is sent to this block goes to whoever has the address.
resource "alicloud_route_entry" "main" {
  count = var.routed_cidr == "" ? 0 : 1

  route_table_id        = alicloud_vpc.main.route_table_id
  destination_cidrblock = var.routed_cidr
  nexthop_type          = "HaVip"
  nexthop_id            = alicloud_havip.main.id
}
