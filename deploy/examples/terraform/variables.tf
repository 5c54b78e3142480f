variable "endpoint" {
  description = "Host and HTTPS port of api-gateway, without a scheme"
  type        = string
  default     = "127.0.0.1:8087"
}

variable "access_key" {
  description = "As ./havip up prints it, or of ./havip access-key create"
  type        = string
  default     = "openhavip"
}

variable "secret_key" {
  description = "Its secret; better in TF_VAR_secret_key than in a file"
  type        = string
  sensitive   = true
}

variable "account_id" {
  description = "The account that the key belongs to"
  type        = string
  default     = "1000000000000001"
}

variable "region" {
  type    = string
  default = "cn-hangzhou"
}

variable "zone" {
  type    = string
  default = "cn-hangzhou-b"
}

variable "ha_vip_address" {
  description = "Address of the HAVIP in 192.168.0.0/24, of which the first and the last three are reserved"
  type        = string
  default     = "192.168.0.88"
}

variable "addresses" {
  description = "Primary addresses of the instances: ecs1 and ecs2 share the HAVIP, ecs3 asks it"
  type        = map(string)
  default = {
    ecs1 = "192.168.0.25"
    ecs2 = "192.168.0.26"
    ecs3 = "192.168.0.27"
  }
}

variable "image_id" {
  type    = string
  default = "aliyun_3_x64_20G_alibase_20221102.vhd"
}

variable "instance_type" {
  type    = string
  default = "ecs.e-c1m1.large"
}
